package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.outposts.OutpostsClient;

/**
 * EC2, Outposts and CloudWatch of one Region, by the AWS SDK.
 *
 * <p>Thread-safe, as its clients are. The clients bring their credentials, timeouts and retries with them; a launch alone
 * is sent with retries of its own, and in no case twice with different parameters.
 *
 * <p>What each method needs: {@link #status} ec2:DescribeInstanceStatus, DescribeInstances; {@link #link}
 * cloudwatch:GetMetricData, outposts:GetOutpost; {@link #check} ec2:DescribeLaunchTemplateVersions,
 * DescribeLaunchTemplates, DescribeSubnets, RunInstances with CreateTags and the passing of the profile's role,
 * outposts:GetOutpost, ListAssets, ListAssetInstances, and cloudwatch:GetMetricData if a disconnected server is to be
 * refused; {@link #launch} ec2:DescribeLaunchTemplateVersions, DescribeInstances, RunInstances with the same;
 * {@link #find} ec2:DescribeInstances; {@link #terminate} ec2:TerminateInstances;
 * {@link #stop} ec2:StopInstances; {@link #start} ec2:StartInstances.
 */
public final class Ec2Compute implements Compute {
    private final StatusReading status;
    private final LinkReading link;
    private final TargetChecks checks;
    private final InstanceLaunch launch;
    private final LaunchedMachines machines;
    private final Termination termination;
    private final StopAndStart stopAndStart;

    /**
     * Connects nothing yet: each client is asked for when it is first needed, and again at every call.
     *
     * @param stack the name of the engine's stack: it stands in the tag by which the engine knows what is its own
     */
    public Ec2Compute(
            Supplier<Ec2Client> ec2,
            Supplier<OutpostsClient> outposts,
            Supplier<CloudWatchClient> cloudWatch,
            InstantSource clock,
            String stack) {
        Outposts servers = new Outposts(requireNonNull(outposts, "outposts is null"));
        LaunchTemplates templates = new LaunchTemplates(requireNonNull(ec2, "ec2 is null"));
        MachineTags tags = new MachineTags(stack);
        this.status = new StatusReading(ec2);
        this.link = new LinkReading(cloudWatch, servers, clock);
        this.checks = new TargetChecks(
                templates,
                List.of(
                        new TemplateTagCheck(templates, stack),
                        new UserDataCheck(),
                        new SubnetCheck(ec2),
                        new ServerCheck(servers, link),
                        new CapacityCheck(servers),
                        new PermissionCheck(ec2, tags)));
        this.launch = new InstanceLaunch(ec2, templates, tags);
        this.machines = new LaunchedMachines(ec2);
        this.termination = new Termination(ec2);
        this.stopAndStart = new StopAndStart(ec2);
    }

    @Override
    public MachineStatus status(Ec2InstanceId machine) {
        return status.read(machine);
    }

    /** {@inheritDoc} Unknown in every account but the one that owns the Outpost: the metric is published there. */
    @Override
    public ServerLink link(OutpostArn server) {
        return link.read(server);
    }

    @Override
    public Preflight check(LaunchTarget target) {
        return checks.check(target);
    }

    @Override
    public LaunchOutcome launch(LaunchOrder order) {
        return launch.launch(order);
    }

    @Override
    public LookUp find(ClientToken token) {
        return machines.find(token);
    }

    /** {@inheritDoc} A machine that EC2 does not know any more needs no ending. */
    @Override
    public Optional<String> terminate(Ec2InstanceId machine) {
        return termination.of(machine);
    }

    /** {@inheritDoc} A machine that EC2 does not know any more has nothing to stop. */
    @Override
    public StopAnswer stop(Ec2InstanceId machine) {
        return stopAndStart.stop(machine);
    }

    @Override
    public Optional<String> start(Ec2InstanceId machine) {
        return stopAndStart.start(machine);
    }
}
