package io.github.outpostrecovery.lab.drill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.machine.GuestImage;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the ordered faults happen, each when its step begins for the first time. */
final class FaultScript {
    private static final String RECIPIENT = "drill/faults";
    private static final RequestPattern ANYTHING = RequestPattern.of(".*", "");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedSite site;
    private final List<DrillFault> faults;
    private final Runnable kill;
    private final Set<DrillFault> struck = new HashSet<>();
    private final List<Trap> traps = new ArrayList<>();

    /** What happens after the next change that is asked of one of these arrays. */
    private record Trap(List<SiteArray> arrays, Runnable springs) {}

    /** @param kill ends the process, at once */
    FaultScript(SimulatedSite site, List<DrillFault> faults, Runnable kill) {
        this.site = requireNonNull(site, "site is null");
        this.faults = List.copyOf(faults);
        this.kill = requireNonNull(kill, "kill is null");
        site.agenda().register(RECIPIENT, Recipient.Kind.ENGINE, this::act);
        site.calls().listen(call -> {
            if (call.write()) {
                List<Trap> sprung = traps.stream()
                        .filter(trap -> trap.arrays().stream().anyMatch(array -> array.served(call)))
                        .toList();
                traps.removeAll(sprung);
                sprung.forEach(trap -> trap.springs().run());
            }
        });
    }

    /** A state of an execution begins. */
    void entered(ExecutionArn execution, String state) {
        if (state.equals("Begin to fence")) {
            faults.stream()
                    .filter(fault -> fault.kind() == DrillFault.Kind.LAUNCH_LANDS_LATE)
                    .forEach(fault -> site.region().ec2().calls().clear(fault.toString()));
        }
        for (DrillFault fault : faults) {
            if (stateOf(fault.step()).equals(state) && struck.add(fault)) {
                strike(fault, execution);
            }
        }
    }

    /** Goes on with what a fault left behind, once everything else has come to rest. Returns whether there was anything. */
    boolean afterwards() {
        for (DrillFault fault : faults) {
            if (fault.kind() == DrillFault.Kind.OLD_EXECUTION_REDRIVEN && struck.contains(fault)) {
                struck.remove(fault);
                Optional<ExecutionArn> old = site.stepFunctions().list().stream()
                        .filter(execution -> execution.status() == ExecutionStatus.ABORTED)
                        .map(execution -> execution.arn())
                        .findFirst();
                old.ifPresent(arn -> {
                    // Struck again, so that the redriven one is not stopped as well.
                    struck.add(fault);
                    site.stepFunctions().redrive(arn);
                });
                return old.isPresent();
            }
        }
        return false;
    }

    /** How long to go on watching after everything has ended, for what is still to land. */
    Duration aftermath() {
        return faults.stream().anyMatch(fault -> fault.kind() == DrillFault.Kind.GRANT_LANDS_LATE)
                ? Duration.ofMinutes(75)
                : Duration.ofMinutes(2);
    }

    private static String stateOf(DrillFault.Step step) {
        return switch (step) {
            case VERIFY -> "Verify primary";
            case STOP -> "Ask the guest to stop";
            case FENCE -> "Fence old initiator";
            case GRANT -> "Grant new initiator";
            case LAUNCH -> "Relaunch from recovery template";
            case CONFIRM -> "Confirm attachment";
        };
    }

    private void strike(DrillFault fault, ExecutionArn execution) {
        String id = fault.toString();
        ArrayRequests requests = struckArray().simulated().requests();
        switch (fault.kind()) {
            case ARRAY_UNREACHABLE -> {
                switch (fault.step()) {
                    // In the middle of it: the first change still goes through, and nobody hears of it.
                    case FENCE -> {
                        array(
                                id + "/first",
                                requests.changes(),
                                Occurrences.nth(1),
                                new RestFault.AppliedNoAnswer(PATIENCE));
                        traps.add(new Trap(
                                List.of(struckArray()),
                                () -> array(id, ANYTHING, Occurrences.always(), new RestFault.Unreachable())));
                    }
                    case VERIFY, STOP, GRANT, LAUNCH, CONFIRM ->
                        array(id, ANYTHING, Occurrences.always(), new RestFault.Unreachable());
                }
            }
            case ERROR_AFTER_APPLYING ->
                array(id, requests.changes(), Occurrences.nth(1), new RestFault.ErrorAfterApplying(503));
            case NO_ANSWER ->
                array(id, requests.changes(), Occurrences.nth(1), new RestFault.AppliedNoAnswer(PATIENCE));
            case UNAUTHORIZED -> array(id, requests.any(), Occurrences.nth(1), new RestFault.Unauthorized());
            case SHORT_PAGES -> array(id, requests.reads(), Occurrences.always(), new RestFault.ShortPage(1));
            case INCOMPLETE_PAGES ->
                array(id, requests.reads(), new Occurrences(1, 2), new RestFault.IncompletePage(1));
            case LATE_LOGIN -> lateLogin();
            case GRANT_LANDS_LATE ->
                array(id, requests.grant(), Occurrences.nth(1), new RestFault.LandsLate(Duration.ofHours(1), 1));
            case VOLUME_UNFENCED -> array(id, requests.lastVolumeRevoke(), Occurrences.always(), requests.revoked());
            case NO_CAPACITY ->
                ec2(CallFaultRule.nth(
                        id,
                        Ec2Operation.RUN_INSTANCES,
                        1,
                        new CallFault.Refused(
                                "InsufficientInstanceCapacity", "There is not enough capacity on the Outpost.")));
            case LAUNCH_UNANSWERED ->
                ec2(CallFaultRule.nth(id, Ec2Operation.RUN_INSTANCES, 1, new CallFault.AppliedNoAnswer(PATIENCE)));
            case LAUNCH_LANDS_LATE ->
                ec2(CallFaultRule.always(
                        id, Ec2Operation.RUN_INSTANCES, new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(4), 1)));
            // The machine of this generation is there already: it loses the network before it logs in.
            case NEVER_ATTACHES, WRONG_INITIATOR -> {}
            case PARTIAL_PATHS -> {
                String server = SimulatedSite.servers().get(1);
                for (SiteArray array : site.arrays()) {
                    array.portalAddresses().stream()
                            .skip(1)
                            .forEach(portal -> site.machines().apply(new SiteEvent.PathCut(server, portal)));
                }
            }
            case OLD_EXECUTION_REDRIVEN ->
                site.agenda()
                        .schedule(
                                Duration.ZERO,
                                RECIPIENT,
                                JsonNodeFactory.instance.objectNode().put("stop", execution.value()));
            case WILL_NOT_STOP -> site.machines().apply(new SiteEvent.GuestIgnoresStop(victim()));
            case STOP_UNSUPPORTED -> {
                ec2(CallFaultRule.always(
                        id,
                        Ec2Operation.STOP_INSTANCES,
                        new CallFault.Refused(
                                "UnsupportedOperation", "You can't stop an instance-store-backed instance.")));
                site.machines().schedule(Duration.ofMinutes(2), new SiteEvent.GuestShutDown(victim()));
            }
            case KILL -> traps.add(new Trap(site.arrays(), kill));
        }
    }

    /** What has to be arranged before anything fails. */
    void arrange() {
        for (DrillFault fault : faults) {
            switch (fault.kind()) {
                case NEVER_ATTACHES -> site.machines().nextMachine(GuestImage.neverAttaching());
                case WRONG_INITIATOR -> {
                    String[] old = site.ledger().current().initiators().values().stream()
                            .map(Initiator::value)
                            .distinct()
                            .toArray(String[]::new);
                    for (int machine = 0; machine < SimulatedSite.servers().size(); machine++) {
                        site.machines().nextMachine(GuestImage.withImageInitiator(old));
                    }
                }
                case ARRAY_UNREACHABLE,
                        ERROR_AFTER_APPLYING,
                        NO_ANSWER,
                        UNAUTHORIZED,
                        SHORT_PAGES,
                        INCOMPLETE_PAGES,
                        LATE_LOGIN,
                        GRANT_LANDS_LATE,
                        VOLUME_UNFENCED,
                        NO_CAPACITY,
                        LAUNCH_UNANSWERED,
                        LAUNCH_LANDS_LATE,
                        PARTIAL_PATHS,
                        OLD_EXECUTION_REDRIVEN,
                        WILL_NOT_STOP,
                        STOP_UNSUPPORTED,
                        KILL -> {}
            }
        }
    }

    /** The dead server comes back, and the victim is half way through a login when it is fenced. */
    private void lateLogin() {
        var victim = site.ledger().current();
        site.machines().apply(new SiteEvent.PowerRestored(victim.server().value()));
        victim.initiators()
                .forEach((array, initiator) ->
                        lateLogin(site.array(array.value()), victim.id().value(), initiator.value()));
    }

    private void lateLogin(SiteArray array, String machine, String initiator) {
        BlockTarget target = array.simulated().blockTarget();
        TargetPortal portal = array.simulated().portals().getFirst();
        target.setLink(machine, LinkConditions.slowLogins(Duration.ofSeconds(40)));
        target.login(new LoginAttempt(
                machine,
                initiator,
                switch (array.protocol()) {
                    case ISCSI -> Protocol.ISCSI;
                    case NVME_TCP -> Protocol.NVME_TCP;
                },
                portal.target(),
                "00023d000099",
                "10.20.0.99",
                portal.address() + ":" + portal.port(),
                site.chapAccounts().accountOf(initiator)));
    }

    private String victim() {
        return site.ledger().current().id().value();
    }

    private void act(JsonNode payload) {
        String arn = payload.path("stop").asText();
        site.stepFunctions().stop(new ExecutionArn(arn), "Stopped", "stopped by hand in the middle of a recovery");
        site.ledger()
                .incident()
                .ifPresent(incident -> site.start(JsonNodeFactory.instance
                        .objectNode()
                        .put("trigger", "MANUAL")
                        .put("incident", incident.id().toString())));
    }

    /** Of two arrays the second one: the first has then done its part of a step already. */
    private SiteArray struckArray() {
        return site.arrays().getLast();
    }

    private void array(String id, RequestPattern requests, Occurrences occurrences, RestFault fault) {
        struckArray().way().arm(new FaultRule(id, requests, occurrences, fault));
    }

    private void ec2(CallFaultRule rule) {
        site.region().ec2().calls().arm(rule);
    }
}
