package io.github.outpostrecovery.core.incident;

/** What started an execution. */
public enum Trigger {
    /** A CloudWatch alarm. */
    ALARM,
    /** The reconciler, for an alarm that stays or an execution that has died. */
    RECONCILER,
    /** A person, on a machine that has failed. */
    MANUAL,
    /** A person, on a machine that is well: the guest is stopped first, then the same fence. */
    PLANNED,
    /** The daily run that stops before the fence. */
    READINESS;

    /** Whether a person asks for it, who knows what is going on. */
    public boolean isOfAPerson() {
        return switch (this) {
            case MANUAL, PLANNED -> true;
            case ALARM, RECONCILER, READINESS -> false;
        };
    }
}
