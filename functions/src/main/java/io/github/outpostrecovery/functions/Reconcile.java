package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.reconcile.ReadinessRound;
import io.github.outpostrecovery.core.reconcile.Reconciling;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;

/** What the schedules invoke: every few minutes to look after what is left lying, and daily for the readiness runs. */
public final class Reconcile extends StepHandler<Reconcile.Input> {
    private final Reconciling reconciling;
    private final ReadinessRound readiness;

    public Reconcile() {
        this(Deployment.services());
    }

    public Reconcile(Services services) {
        super(Input.class);
        reconciling = new Reconciling(services.ofTheReconciler());
        readiness = new ReadinessRound(services.ofTheReconciler());
    }

    /** Which of its tasks the function is to do. */
    public enum Task {
        RECONCILE,
        READINESS
    }

    /** What a schedule hands in. */
    public record Input(Task task) {}

    @Override
    protected Object step(Input input) {
        return switch (input.task()) {
            case RECONCILE -> reconciling.reconcile();
            case READINESS -> readiness.start();
        };
    }
}
