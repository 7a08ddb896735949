package io.github.outpostrecovery.functions.aws.metrics;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Measurements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Figures as lines of the log in CloudWatch's embedded metric format: no call, and no permission. One line for each, at
 * once, with the dimension {@code Service}; records have the dimension {@code Outcome} besides.
 */
public final class PowertoolsMeasurements implements Measurements {
    /** The namespace of every figure. */
    public static final String NAMESPACE = "OutpostRecovery";

    /** The metric that counts records. */
    public static final String RECORDS = "Records";

    private static final Logger LOG = LoggerFactory.getLogger(PowertoolsMeasurements.class);
    private static final String SERVICE = "outpost-recovery";

    public PowertoolsMeasurements() {
        // To standard output, always. Left alone, the library looks for an agent where it finds no Lambda, and asks the
        // metadata service of EC2.
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    /** The name of the metric of {@code figure}. */
    public static String metricOf(Figure figure) {
        return switch (figure) {
            case READINESS_PASSED -> "ReadinessPassed";
            case READINESS_FAILED -> "ReadinessFailed";
            case RECONCILER_RUNS -> "ReconcilerRuns";
            case ALARMS_WITHOUT_RECORD -> "AlarmsWithoutRecord";
            case OLDEST_CLAIM_MINUTES -> "OldestClaimMinutes";
            case STALLED_INCIDENTS -> "StalledIncidents";
        };
    }

    @Override
    public void recorded(Outcome outcome) {
        write(RECORDS, 1, service().addDimension("Outcome", outcome.name()));
    }

    @Override
    public void measured(Figure figure, double value) {
        write(metricOf(figure), value, service());
    }

    private static DimensionSet service() {
        return DimensionSet.of("Service", SERVICE);
    }

    private static void write(String metric, double value, DimensionSet dimensions) {
        try {
            MetricsFactory.getMetricsInstance().flushSingleMetric(metric, value, unitOf(metric), NAMESPACE, dimensions);
        } catch (RuntimeException lost) {
            LOG.warn("the figure {} = {} was lost", metric, value, lost);
        }
    }

    private static MetricUnit unitOf(String metric) {
        return metric.equals(metricOf(Figure.OLDEST_CLAIM_MINUTES)) ? MetricUnit.NONE : MetricUnit.COUNT;
    }
}
