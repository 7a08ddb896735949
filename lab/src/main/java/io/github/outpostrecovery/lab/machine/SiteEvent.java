package io.github.outpostrecovery.lab.machine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** What befalls a site. Data, so that it can be put into the agenda and into a scenario. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SiteEvent.PowerLost.class, name = "power-lost"),
    @JsonSubTypes.Type(value = SiteEvent.PowerRestored.class, name = "power-restored"),
    @JsonSubTypes.Type(value = SiteEvent.HostFailed.class, name = "host-failed"),
    @JsonSubTypes.Type(value = SiteEvent.LinkLost.class, name = "link-lost"),
    @JsonSubTypes.Type(value = SiteEvent.LinkRestored.class, name = "link-restored"),
    @JsonSubTypes.Type(value = SiteEvent.GuestHung.class, name = "guest-hung"),
    @JsonSubTypes.Type(value = SiteEvent.GuestAwake.class, name = "guest-awake"),
    @JsonSubTypes.Type(value = SiteEvent.GuestKilled.class, name = "guest-killed"),
    @JsonSubTypes.Type(value = SiteEvent.GuestShutDown.class, name = "guest-shut-down"),
    @JsonSubTypes.Type(value = SiteEvent.GuestIgnoresStop.class, name = "guest-ignores-stop"),
    @JsonSubTypes.Type(value = SiteEvent.GuestRebooted.class, name = "guest-rebooted"),
    @JsonSubTypes.Type(value = SiteEvent.PathCut.class, name = "path-cut"),
    @JsonSubTypes.Type(value = SiteEvent.PathRestored.class, name = "path-restored"),
    @JsonSubTypes.Type(value = SiteEvent.StorageSlowed.class, name = "storage-slowed")
})
public sealed interface SiteEvent {
    /** A server and all machines on it lose their power; the Region loses the server. */
    record PowerLost(String server) implements SiteEvent {}

    /** The server has power again, and every machine on it that EC2 has not ended boots: a zombie, if it was fenced. */
    record PowerRestored(String server) implements SiteEvent {}

    /** Every machine on the server dies, and the Region still reaches the server. */
    record HostFailed(String server) implements SiteEvent {}

    /** The service link is gone. The machines go on. */
    record LinkLost(String server) implements SiteEvent {}

    record LinkRestored(String server) implements SiteEvent {}

    /** The guest does nothing any more; its sessions stay. */
    record GuestHung(String instance) implements SiteEvent {}

    /** A guest that hung goes on where it was. */
    record GuestAwake(String instance) implements SiteEvent {}

    /** The guest is gone; the server lives. */
    record GuestKilled(String instance) implements SiteEvent {}

    /** Somebody shuts the guest down from inside: it says goodbye to the arrays. */
    record GuestShutDown(String instance) implements SiteEvent {}

    /** From now on the guest ignores being asked to shut down. */
    record GuestIgnoresStop(String instance) implements SiteEvent {}

    record GuestRebooted(String instance) implements SiteEvent {}

    /**
     * Machines on the server no longer reach a portal. If they reach none of an array any more, the array loses them.
     *
     * @param address the portal's address, without a port
     */
    record PathCut(String server, String address) implements SiteEvent {}

    record PathRestored(String server, String address) implements SiteEvent {}

    /** The way from one machine to all arrays is as slow as this from now on. */
    record StorageSlowed(String instance, Duration loginTakes, Duration writesTake) implements SiteEvent {}
}
