package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.simulation.witness.EngineCall.Purpose;
import java.util.Optional;

/**
 * I17: an array is changed from within the steps that fence and grant, and a machine by those that launch, stop, start or
 * record, always after the owner of an open incident has announced just that.
 */
final class ChangedInItsPlace extends Testimony {
    static final String LANDED_LATE = "landed late";

    ChangedInItsPlace(Scene scene) {
        super(scene, Invariant.CHANGED_IN_ITS_PLACE);
    }

    @Override
    void called(Call call) {
        if (!call.write() || call.fault().startsWith(LANDED_LATE)) {
            return;
        }
        String what = call.service() + " was asked to " + call.method() + " " + call.target();
        Optional<EngineCall> by = scene().call();
        if (by.filter(caller -> caller.isFor(Purpose.FENCE)).isPresent()) {
            announced(by.get(), Announcement.Step.FENCE, what);
        } else if (by.filter(caller -> caller.isFor(Purpose.GRANT)).isPresent()) {
            announced(by.get(), Announcement.Step.GRANT, what);
        } else {
            check(
                    false,
                    () -> what + by.map(caller -> " in " + caller.purpose()).orElse(" by nobody who may"));
        }
    }

    @Override
    public void launching(LaunchOrder order) {
        within(Purpose.LAUNCH, Announcement.Step.LAUNCH, "EC2 was asked to launch g" + order.generation());
    }

    @Override
    public void stopping(Ec2InstanceId machine) {
        within(Purpose.STOP, Announcement.Step.STOP, "EC2 was asked to stop " + machine);
    }

    @Override
    public void starting(Ec2InstanceId machine) {
        within(Purpose.START, Announcement.Step.START, "EC2 was asked to start " + machine);
    }

    @Override
    public void terminating(Ec2InstanceId machine) {
        String what = "EC2 was asked to terminate " + machine;
        Optional<EngineCall> by = scene().call();
        check(
                by.filter(call ->
                                call.isFor(Purpose.RECORD) || (call.isFor(Purpose.LAUNCH) && isGivenUp(machine, call)))
                        .isPresent(),
                () -> what + by.map(caller -> " in " + caller.purpose()).orElse(" by nobody who may"));
    }

    /** One that came up elsewhere than it was asked to is ended where that is noticed, and was never taken for the new one. */
    private boolean isGivenUp(Ec2InstanceId machine, EngineCall call) {
        return scene().ownedBy(call.execution())
                .filter(incident -> !incident.victim().id().equals(machine))
                .filter(incident -> incident.successor()
                        .flatMap(Successor::machine)
                        .filter(machine::equals)
                        .isEmpty())
                .isPresent();
    }

    private void within(Purpose purpose, Announcement.Step step, String what) {
        Optional<EngineCall> by = scene().call();
        if (by.filter(call -> call.isFor(purpose)).isPresent()) {
            announced(by.get(), step, what);
        } else {
            check(
                    false,
                    () -> what + by.map(caller -> " in " + caller.purpose()).orElse(" by nobody who may"));
        }
    }

    private void announced(EngineCall by, Announcement.Step step, String what) {
        check(
                scene().wasAnnounced(step, by),
                () -> what + " by " + by.execution() + ", which had not announced " + step);
    }
}
