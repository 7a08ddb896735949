package io.github.outpostrecovery.core.control;

import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.Optional;

/** Whether a recovery that has not begun to fence may begin to. One that has is never asked for it. */
public sealed interface Permission {
    /** Nobody has said no. */
    record Granted() implements Permission {}

    /**
     * Somebody has.
     *
     * @param why one line for a person: who, since when, until when and for what reason
     */
    record Withheld(By by, String why) implements Permission {}

    /** What withholds it. */
    enum By {
        /** The switch stops whatever has not begun, also what a person asks for. */
        KILL_SWITCH,
        /** A window stops what alarms and the reconciler start: what a person asks for in it is meant. */
        MAINTENANCE
    }

    /** Decides, for a recovery that {@code trigger} has started. */
    static Permission of(KillSwitch killSwitch, Optional<MaintenanceWindow> declared, Trigger trigger, Instant now) {
        if (killSwitch instanceof KillSwitch.Thrown(Instant at, String by, String reason)) {
            return new Withheld(By.KILL_SWITCH, "the kill switch was thrown at " + at + " by " + by + ": " + reason);
        }
        return declared.filter(window -> window.covers(now) && !trigger.isOfAPerson())
                .<Permission>map(window -> new Withheld(
                        By.MAINTENANCE,
                        window.instance() + " is under maintenance until " + window.until() + ", declared by "
                                + window.by() + ": " + window.reason()))
                .orElseGet(Granted::new);
    }

    /**
     * Asks the books and decides. Fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if they
     * gave no answer: nobody may begin who has not been told that he may.
     */
    static Permission asked(Controls controls, InstanceName instance, Trigger trigger, Instant now) {
        return of(controls.killSwitch(), controls.window(instance), trigger, now);
    }
}
