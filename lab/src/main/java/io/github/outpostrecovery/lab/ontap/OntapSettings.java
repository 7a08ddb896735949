package io.github.outpostrecovery.lab.ontap;

import java.time.Duration;

/**
 * How a simulated cluster behaves where real ones differ, or where nobody knows.
 *
 * @param pageSize the most records in one page, whatever the client asks for
 * @param clockSkew how far the cluster's clock is ahead of simulated time
 * @param sampling how often the performance counters that can be read are brought up to date
 * @param statisticsStatus what the counters say of themselves, {@code ok} if all is well
 * @param iscsiKeepAlive how long a session is listed after its machine is gone
 * @param nvmeKeepAlive how long a controller is listed after its machine is gone
 * @param jobDuration how long an asynchronous job takes
 * @param liveController what happens to a live NVMe controller whose host is removed
 * @param personality which kind of system it is
 * @param peer whether the peer cluster of replicated igroups answers
 * @param takenNumberCode the code that refuses a LUN id taken by another LUN; not documented for real systems
 */
public record OntapSettings(
        int pageSize,
        Duration clockSkew,
        Duration sampling,
        String statisticsStatus,
        Duration iscsiKeepAlive,
        Duration nvmeKeepAlive,
        Duration jobDuration,
        LiveController liveController,
        Personality personality,
        Peer peer,
        String takenNumberCode) {
    /** Pages of three, an exact clock, samples of 5 s, 20 s and 15 s of keep-alive, jobs of 4 s. */
    public static final OntapSettings DEFAULTS = new OntapSettings(
            3,
            Duration.ZERO,
            Duration.ofSeconds(5),
            "ok",
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofSeconds(4),
            LiveController.STAYS,
            Personality.UNIFIED,
            Peer.ANSWERS,
            "1254324");

    /** What becomes of the controller of a host that is removed from its subsystem. */
    public enum LiveController {
        /** It stays, and its commands fail. */
        STAYS,
        TORN_DOWN
    }

    /** The kinds of ONTAP systems. */
    public enum Personality {
        UNIFIED,
        /** LUNs have flat names and cannot be cloned through the LUN API. */
        ASA_R2
    }

    /** Whether the peer cluster can be reached. */
    public enum Peer {
        ANSWERS,
        SILENT
    }

    public OntapSettings withPageSize(int records) {
        return new OntapSettings(
                records,
                clockSkew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                liveController,
                personality,
                peer,
                takenNumberCode);
    }

    public OntapSettings withClockSkew(Duration skew) {
        return new OntapSettings(
                pageSize,
                skew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                liveController,
                personality,
                peer,
                takenNumberCode);
    }

    public OntapSettings withStatisticsStatus(String status) {
        return new OntapSettings(
                pageSize,
                clockSkew,
                sampling,
                status,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                liveController,
                personality,
                peer,
                takenNumberCode);
    }

    public OntapSettings withJobDuration(Duration duration) {
        return new OntapSettings(
                pageSize,
                clockSkew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                duration,
                liveController,
                personality,
                peer,
                takenNumberCode);
    }

    public OntapSettings withLiveController(LiveController fate) {
        return new OntapSettings(
                pageSize,
                clockSkew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                fate,
                personality,
                peer,
                takenNumberCode);
    }

    public OntapSettings withPersonality(Personality kind) {
        return new OntapSettings(
                pageSize,
                clockSkew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                liveController,
                kind,
                peer,
                takenNumberCode);
    }

    public OntapSettings withPeer(Peer state) {
        return new OntapSettings(
                pageSize,
                clockSkew,
                sampling,
                statisticsStatus,
                iscsiKeepAlive,
                nvmeKeepAlive,
                jobDuration,
                liveController,
                personality,
                state,
                takenNumberCode);
    }
}
