package io.github.outpostrecovery.lab.flasharray.hardware;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Two controllers with one iSCSI and one NVMe/TCP port each. One target IQN and one NQN are the whole array's. */
public final class Hardware {
    private static final int FIRST_HOST_ADDRESS = 11;

    private List<Controller> controllers;
    private List<Port> ports;

    /** All of it. */
    public record Saved(List<Controller> controllers, List<Port> ports) {}

    private Hardware(Saved saved) {
        this.controllers = saved.controllers();
        this.ports = saved.ports();
    }

    /**
     * All of it up.
     *
     * @param origin what names are drawn from
     * @param network the first three parts of the address of every port
     */
    public static Hardware of(String origin, String network) {
        String id = UUID.nameUUIDFromBytes((origin + "/target").getBytes(UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 16);
        String prefix = network + ".";
        List<Controller> controllers =
                List.of(new Controller("CT0", Controller.Status.READY), new Controller("CT1", Controller.Status.READY));
        List<Port> ports = new ArrayList<>();
        int host = FIRST_HOST_ADDRESS;
        for (Controller controller : controllers) {
            ports.add(new Port(
                    controller.name() + ".ETH4",
                    controller.name(),
                    Protocol.ISCSI,
                    prefix + host++,
                    "iqn.2010-06.com.purestorage:flasharray." + id,
                    true));
            ports.add(new Port(
                    controller.name() + ".ETH5",
                    controller.name(),
                    Protocol.NVME_TCP,
                    prefix + host++,
                    "nqn.2010-06.com.purestorage:flasharray." + id,
                    true));
        }
        return new Hardware(new Saved(controllers, List.copyOf(ports)));
    }

    public static Hardware restore(Saved saved) {
        return new Hardware(saved);
    }

    public Saved save() {
        return new Saved(controllers, ports);
    }

    public List<Controller> controllers() {
        return controllers;
    }

    public List<Port> ports() {
        return ports;
    }

    public List<Port> ports(Protocol protocol) {
        return ports.stream().filter(port -> port.protocol() == protocol).toList();
    }

    public Optional<Port> portAt(String address) {
        return ports.stream().filter(port -> port.address().equals(address)).findFirst();
    }

    /** Whether machines get through a port. */
    public boolean serves(Port port) {
        return port.enabled()
                && controllers.stream()
                        .anyMatch(
                                one -> one.name().equals(port.controller()) && one.status() == Controller.Status.READY);
    }

    /** Takes the port at an address up or down. */
    public void enable(String address, boolean on) {
        ports = ports.stream()
                .map(port -> port.address().equals(address) ? port.enabled(on) : port)
                .toList();
    }

    /** Takes a controller up or down. */
    public void set(String controller, Controller.Status status) {
        controllers = controllers.stream()
                .map(one -> one.name().equals(controller) ? new Controller(controller, status) : one)
                .toList();
    }
}
