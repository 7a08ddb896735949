package io.github.outpostrecovery.lab.ontap;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.Reach;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What the parts of a simulated cluster share. Only to be touched with the state lock held. */
public final class OntapCluster {
    private final String name;
    private final String uuid;
    private final Inventory inventory;
    private final Reach reach;
    private final Supplier<FrontEnd> frontEnd;
    private OntapSettings settings;

    OntapCluster(String name, String uuid, Inventory inventory, Supplier<FrontEnd> frontEnd, OntapSettings settings) {
        this.name = name;
        this.uuid = uuid;
        this.inventory = inventory;
        this.reach = new Reach(inventory);
        this.frontEnd = frontEnd;
        this.settings = settings;
    }

    public String name() {
        return name;
    }

    public String uuid() {
        return uuid;
    }

    public Inventory inventory() {
        return inventory;
    }

    public Reach reach() {
        return reach;
    }

    public FrontEnd frontEnd() {
        return frontEnd.get();
    }

    public OntapSettings settings() {
        return settings;
    }

    void change(OntapSettings next) {
        settings = next;
    }

    /** An instant by the cluster's own clock, as it prints it: to the second, ISO 8601. */
    public String clock(Instant instant) {
        return instant.plus(settings.clockSkew())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
