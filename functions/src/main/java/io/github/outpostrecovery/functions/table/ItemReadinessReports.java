package io.github.outpostrecovery.functions.table;

import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.core.readiness.ReadinessReports;
import java.util.Optional;

/** The newest report of an instance, as item {@code instance#web-01}/{@code readiness}. */
public final class ItemReadinessReports implements ReadinessReports {
    private static final String READINESS = "readiness";

    private final JsonItems items;

    public ItemReadinessReports(ItemStore items) {
        this.items = new JsonItems(items);
    }

    @Override
    public void keep(ReadinessReport report) {
        items.keep("instance#" + report.instance(), READINESS, report);
    }

    @Override
    public Optional<ReadinessReport> latest(InstanceName instance) {
        return items.read("instance#" + instance, READINESS, ReadinessReport.class);
    }
}
