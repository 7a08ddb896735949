package io.github.outpostrecovery.lab.powerstore;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.powerstore.api.Job;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Reach;
import io.github.outpostrecovery.lab.powerstore.inventory.StagedInventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Table;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.metrics.PerformanceHistory;
import io.github.outpostrecovery.lab.powerstore.query.BrokenPages;
import io.github.outpostrecovery.lab.powerstore.session.LoginSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What the parts of a simulated cluster share. Only to be touched with the state lock held. */
public final class PowerStoreCluster {
    private static final int FINE_SAMPLES = 4;

    private final String name;
    private final StagedInventory inventories;
    private final Reach reach;
    private final LoginSessions logins;
    private final Table<Job> jobs = new Table<>(Job::id);
    private final BrokenPages brokenPages = new BrokenPages();
    private final PerformanceHistory history;
    private final Supplier<FrontEnd> frontEnd;
    private PowerStoreSettings settings;
    private int nextJob = 1;

    PowerStoreCluster(
            String name,
            StagedInventory inventories,
            PowerStoreSettings settings,
            Supplier<FrontEnd> frontEnd,
            Instant now) {
        this.name = name;
        this.inventories = inventories;
        this.reach = new Reach(inventories.effective());
        this.logins = new LoginSessions(inventories.accepted().origin());
        this.history = new PerformanceHistory(fineSampling(settings), now);
        this.frontEnd = frontEnd;
        this.settings = settings;
    }

    /** The interval of the finest metrics. */
    static Duration fineSampling(PowerStoreSettings settings) {
        return settings.sampling().dividedBy(FINE_SAMPLES);
    }

    PowerStoreState save() {
        return new PowerStoreState(
                name,
                settings,
                inventories.save(),
                logins.save(),
                jobs.all(),
                nextJob,
                brokenPages.save(),
                history.save(),
                frontEnd().save());
    }

    void restore(PowerStoreState saved) {
        logins.restore(saved.logins());
        jobs.replaceBy(saved.jobs());
        nextJob = saved.nextJob();
        brokenPages.restore(saved.brokenPages());
        history.restore(saved.history());
        frontEnd().restore(saved.frontEnd());
    }

    public String name() {
        return name;
    }

    /** What reads and the data path see. */
    public Inventory inventory() {
        return inventories.effective();
    }

    public StagedInventory inventories() {
        return inventories;
    }

    /** Who reaches what now. */
    public Reach reach() {
        return reach;
    }

    public LoginSessions logins() {
        return logins;
    }

    public Table<Job> jobs() {
        return jobs;
    }

    /** An id for a job, never given before. */
    public String newJobId() {
        return String.format(java.util.Locale.ROOT, "%08d-0000-4000-8000-%012d", nextJob, nextJob++);
    }

    public BrokenPages brokenPages() {
        return brokenPages;
    }

    public FrontEnd frontEnd() {
        return frontEnd.get();
    }

    public PowerStoreSettings settings() {
        return settings;
    }

    void change(PowerStoreSettings next) {
        settings = next;
    }

    /** The metrics, up to date. */
    public PerformanceHistory history(Turn turn) {
        remember(turn);
        return history;
    }

    /** To be called before or right after anything is counted. */
    void remember(Turn turn) {
        history.remember(
                turn.now(),
                inventories.accepted().volumes().stream().map(Volume::id).toList(),
                frontEnd()::sample);
    }

    /** An instant by the cluster's own clock, as it prints it: ISO 8601 with an offset. */
    public String clock(Instant instant) {
        return instant.plus(settings.clockSkew())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "+00:00");
    }
}
