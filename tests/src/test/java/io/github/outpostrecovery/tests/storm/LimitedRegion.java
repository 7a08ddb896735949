package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** EC2 and the table as an account meets them that has used up its rate: what is throttled is sent again, as the SDK does. */
final class LimitedRegion {
    private static final int ATTEMPTS = 3;

    private final Agenda agenda;
    private final SplitMix64 jitter = new SplitMix64(4711);
    final TokenBucket launches;
    final TokenBucket statuses;
    final TokenBucket dryRuns;
    final TokenBucket lookUps;
    final TokenBucket items;

    LimitedRegion(Agenda agenda, Quotas quotas) {
        this.agenda = agenda;
        this.launches = bucket(quotas.launches());
        this.statuses = bucket(quotas.reads());
        this.dryRuns = bucket(quotas.reads());
        this.lookUps = bucket(quotas.reads());
        this.items = bucket(quotas.items());
    }

    int readsRefused() {
        return statuses.refused() + dryRuns.refused() + lookUps.refused();
    }

    private TokenBucket bucket(Quotas.Bucket bucket) {
        return new TokenBucket(agenda, bucket.burst(), bucket.perSecond());
    }

    private <T> T limited(TokenBucket bucket, Supplier<T> call, Supplier<T> throttled) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (bucket.take()) {
                return call.get();
            }
            agenda.advance(jitter.between(Duration.ZERO, Duration.ofMillis(1000L << attempt)));
        }
        return throttled.get();
    }

    /** The table behind its limits. */
    ItemStore limited(ItemStore table) {
        return new ItemStore() {
            private <T> T call(Supplier<T> work) {
                return LimitedRegion.this.limited(items, work, () -> {
                    throw new ServiceUnavailableException("ProvisionedThroughputExceeded");
                });
            }

            @Override
            public Optional<Item> read(String partition, String sort) {
                return call(() -> table.read(partition, sort));
            }

            @Override
            public List<Item> query(String partition, String prefix) {
                return call(() -> table.query(partition, prefix));
            }

            @Override
            public List<Item> queryFrom(String partition, String prefix, String first) {
                return call(() -> table.queryFrom(partition, prefix, first));
            }

            @Override
            public Written write(List<Put> puts) {
                return call(() -> table.write(puts));
            }
        };
    }

    /** EC2 behind its limits. A launch that was throttled was surely not made. */
    Compute limited(Compute ec2) {
        return new Compute() {
            @Override
            public MachineStatus status(Ec2InstanceId machine) {
                return LimitedRegion.this.limited(
                        statuses,
                        () -> ec2.status(machine),
                        () -> new MachineStatus.Unobserved("RequestLimitExceeded"));
            }

            @Override
            public ServerLink link(OutpostArn server) {
                return ec2.link(server);
            }

            @Override
            public Preflight check(LaunchTarget target) {
                return LimitedRegion.this.limited(
                        dryRuns, () -> ec2.check(target), () -> new Preflight.Unanswered("RequestLimitExceeded"));
            }

            @Override
            public LaunchOutcome launch(LaunchOrder order) {
                return LimitedRegion.this.limited(
                        launches,
                        () -> ec2.launch(order),
                        () -> new LaunchOutcome.Refused(
                                LaunchOutcome.Reason.BUSY, "RequestLimitExceeded", "slow down"));
            }

            @Override
            public LookUp find(ClientToken token) {
                return LimitedRegion.this.limited(
                        lookUps, () -> ec2.find(token), () -> new LookUp.Unanswered("RequestLimitExceeded"));
            }

            @Override
            public Optional<String> terminate(Ec2InstanceId machine) {
                return ec2.terminate(machine);
            }

            @Override
            public StopAnswer stop(Ec2InstanceId machine) {
                return ec2.stop(machine);
            }

            @Override
            public Optional<String> start(Ec2InstanceId machine) {
                return ec2.start(machine);
            }
        };
    }
}
