package io.github.outpostrecovery.lab.flasharray;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.flasharray.hardware.Hardware;
import io.github.outpostrecovery.lab.flasharray.inventory.Versions;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import io.github.outpostrecovery.lab.flasharray.login.ManagementSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the parts of a simulated array share. Only to be touched with the state lock held. */
public final class FlashArray {
    private final String name;
    private final String id;
    private final Versions versions;
    private final Hardware hardware;
    private final LoadMeter meter;
    private final ManagementSessions managementSessions;
    private final Map<String, Discovery> discoveries = new TreeMap<>();
    private final Supplier<FrontEnd> frontEnd;
    private FlashArraySettings settings;

    /**
     * An initiator was once seen at a port. Never forgotten: that it is here says nothing about today.
     *
     * @param port name
     * @param source its address and TCP port
     */
    public record Discovery(String initiator, Protocol protocol, String port, String source) {
        String key() {
            return initiator + "/" + port;
        }
    }

    FlashArray(
            String name,
            String id,
            Versions versions,
            Hardware hardware,
            LoadMeter meter,
            ManagementSessions managementSessions,
            Supplier<FrontEnd> frontEnd,
            FlashArraySettings settings) {
        this.name = name;
        this.id = id;
        this.versions = versions;
        this.hardware = hardware;
        this.meter = meter;
        this.managementSessions = managementSessions;
        this.frontEnd = frontEnd;
        this.settings = settings;
    }

    public String name() {
        return name;
    }

    public String id() {
        return id;
    }

    public Versions versions() {
        return versions;
    }

    public Hardware hardware() {
        return hardware;
    }

    public LoadMeter meter() {
        return meter;
    }

    public ManagementSessions managementSessions() {
        return managementSessions;
    }

    public FrontEnd frontEnd() {
        return frontEnd.get();
    }

    public FlashArraySettings settings() {
        return settings;
    }

    void change(FlashArraySettings next) {
        settings = next;
    }

    /** The sessions that the array serves or believes it does. The API lists them nowhere. */
    public List<Session> sessions() {
        return frontEnd().sessions().stream()
                .filter(session -> session.state() != Session.State.CLOSED)
                .toList();
    }

    public List<Discovery> discoveries() {
        return List.copyOf(discoveries.values());
    }

    public Optional<Discovery> discovery(String initiator, String port) {
        return Optional.ofNullable(discoveries.get(initiator + "/" + port));
    }

    void discover(Discovery discovery) {
        discoveries.put(discovery.key(), discovery);
    }
}
