package io.github.outpostrecovery.lab.machine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.machine.MachineState.OnShutdown;
import io.github.outpostrecovery.lab.machine.MachineState.Wanted;
import io.github.outpostrecovery.lab.machine.ServerState.Link;
import io.github.outpostrecovery.lab.machine.ServerState.Power;
import io.github.outpostrecovery.lab.region.Hypervisor;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Servers, the machines on them, and the ways from there to the arrays. What befalls them comes as {@link SiteEvent}s, at
 * once or by the agenda.
 *
 * <p>Driven by one thread, which also drives the agenda.
 */
public final class Site implements Hypervisor {
    private static final String EVENTS = "site/events";
    private static final String MACHINES = "site/machines";

    private final Agenda agenda;
    private final MachineTimes times;
    private final ChapAccounts chap;
    private final Map<String, ServerState> servers = new TreeMap<>();
    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Deque<GuestImage> images;
    private final Map<String, BlockTarget> arrayAt = new TreeMap<>();
    private final List<MachineObserver> observers = new ArrayList<>();

    /** All that a site knows, but for the arrays, which are attached anew. What is due is saved with the agenda. */
    public record State(
            MachineTimes times, List<ServerState> servers, List<MachineState> machines, List<GuestImage> images) {}

    private Site(Agenda agenda, ChapAccounts chap, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.chap = requireNonNull(chap, "chap is null");
        this.times = saved.times();
        this.images = new ArrayDeque<>(saved.images());
        saved.servers().forEach(server -> servers.put(server.arn(), server));
        saved.machines().forEach(machine -> machines.put(machine.id(), machine(machine)));
        agenda.register(EVENTS, Recipient.Kind.WORLD, payload -> apply(JsonRecords.read(payload, SiteEvent.class)));
        agenda.register(MACHINES, Recipient.Kind.WORLD, this::receive);
    }

    public static Site start(Agenda agenda, MachineTimes times, ChapAccounts chap) {
        return new Site(agenda, chap, new State(times, List.of(), List.of(), List.of()));
    }

    public static Site restore(State saved, Agenda agenda, ChapAccounts chap) {
        return new Site(agenda, chap, saved);
    }

    public State save() {
        return new State(times, List.copyOf(servers.values()), machines(), List.copyOf(images));
    }

    /** Puts up a server, with power and link. */
    public void addServer(String arn) {
        servers.put(arn, ServerState.well(arn));
    }

    /**
     * Connects an array to the storage network.
     *
     * @param addresses of its portals, without ports
     * @throws IllegalArgumentException if another array has one of them
     */
    public void attach(BlockTarget array, Collection<String> addresses) {
        for (String address : addresses) {
            BlockTarget other = arrayAt.putIfAbsent(address, array);
            if (other != null && !other.equals(array)) {
                throw new IllegalArgumentException(
                        array.name() + " and " + other.name() + " both have a portal at " + address);
            }
        }
    }

    /** Has an observer told of every start and stop from now on. */
    public void observe(MachineObserver observer) {
        observers.add(requireNonNull(observer, "observer is null"));
    }

    /** Decides what the next new machine makes of its user data; called twice, the one after it as well. */
    public void nextMachine(GuestImage image) {
        images.addLast(image);
    }

    public List<MachineState> machines() {
        return machines.values().stream().map(SimulatedMachine::state).toList();
    }

    public Optional<MachineState> machine(String instance) {
        return Optional.ofNullable(machines.get(instance)).map(SimulatedMachine::state);
    }

    public ServerState server(String arn) {
        return Optional.ofNullable(servers.get(arn))
                .orElseThrow(() -> new IllegalArgumentException("there is no server " + arn));
    }

    /** Lets something happen after a while. */
    public void schedule(Duration delay, SiteEvent event) {
        agenda.schedule(delay, EVENTS, JsonRecords.write(event));
    }

    /** Lets something happen now. */
    public void apply(SiteEvent event) {
        switch (event) {
            case SiteEvent.PowerLost(String arn) -> loseServer(arn, Power.OFF);
            case SiteEvent.HostFailed(String arn) -> loseServer(arn, Power.FAILED);
            case SiteEvent.PowerRestored(String arn) -> restorePower(arn);
            case SiteEvent.LinkLost(String arn) -> servers.put(arn, server(arn).with(Link.DOWN));
            case SiteEvent.LinkRestored(String arn) ->
                servers.put(arn, server(arn).with(Link.UP));
            case SiteEvent.GuestHung(String instance) -> existing(instance).hang();
            case SiteEvent.GuestAwake(String instance) -> existing(instance).wake();
            case SiteEvent.GuestKilled(String instance) -> {
                if (existing(instance).phase().canSend()) {
                    lose(instance, Phase.DEAD);
                }
            }
            case SiteEvent.GuestShutDown(String instance) -> powerOff(instance);
            case SiteEvent.GuestIgnoresStop(String instance) ->
                existing(instance).ignoreShutdown();
            case SiteEvent.GuestRebooted(String instance) -> {
                lose(instance, Phase.OFF);
                giveLife(instance);
            }
            case SiteEvent.PathCut(String arn, String address) -> cut(arn, address);
            case SiteEvent.PathRestored(String arn, String address) ->
                servers.put(arn, server(arn).withAgain(address));
            case SiteEvent.StorageSlowed(String instance, Duration loginTakes, Duration writesTake) ->
                slow(instance, loginTakes, writesTake);
        }
    }

    @Override
    public boolean reaches(String arn) {
        return Optional.ofNullable(servers.get(arn))
                .filter(server -> server.power() != Power.OFF && server.link() == Link.UP)
                .isPresent();
    }

    @Override
    public void powerOn(String instance, Optional<String> arn, String userData) {
        if (!machines.containsKey(instance)) {
            GuestImage image = images.isEmpty() ? GuestImage.STANDARD : images.removeFirst();
            machines.put(
                    instance,
                    machine(new MachineState(
                            instance,
                            machines.size() + 1,
                            arn.orElse(null),
                            userData,
                            image,
                            Wanted.ON,
                            OnShutdown.OBEYS,
                            Phase.OFF,
                            0,
                            List.of(),
                            0,
                            0,
                            0,
                            null)));
            slow(instance, image.loginTakes(), image.writesTake());
        }
        existing(instance).want(Wanted.ON);
        giveLife(instance);
    }

    @Override
    public Shutdown shutDown(String instance) {
        SimulatedMachine machine = existing(instance);
        if (hasPower(machine.state()) && machine.phase().canSend() && !machine.obeys()) {
            return Shutdown.IGNORED;
        }
        powerOff(instance);
        return Shutdown.DONE;
    }

    @Override
    public void powerOff(String instance) {
        SimulatedMachine machine = existing(instance);
        machine.want(Wanted.OFF);
        if (machine.phase().canSend()) {
            machine.shutDown();
            arrays().forEach(array -> array.connectionLost(instance));
            observers.forEach(observer -> observer.stopped(instance));
        }
    }

    @Override
    public Health health(String instance) {
        SimulatedMachine machine = machines.get(instance);
        if (machine == null || !hasPower(machine.state())) {
            return Health.HOST_FAILED;
        }
        return switch (machine.phase()) {
            case FIRMWARE, ATTACHING, BOOTING -> Health.STARTING;
            case SERVING -> Health.WELL;
            case HUNG, DEAD, OFF -> Health.GUEST_FAILED;
        };
    }

    private void receive(JsonNode payload) {
        MachineEvent event = MachineEvent.fromJson(payload);
        existing(event.machine()).receive(event);
    }

    private void loseServer(String arn, Power power) {
        servers.put(arn, server(arn).with(power));
        on(arn).forEach(machine -> lose(machine.id(), Phase.OFF));
    }

    private void restorePower(String arn) {
        if (server(arn).power() == Power.ON) {
            return;
        }
        servers.put(arn, server(arn).with(Power.ON));
        on(arn).forEach(machine -> giveLife(machine.id()));
    }

    /** Ends a machine at once; the arrays do not notice, and the observers do. */
    private void lose(String instance, Phase phase) {
        SimulatedMachine machine = existing(instance);
        boolean sent = machine.phase().canSend();
        machine.stop(phase);
        arrays().forEach(array -> array.connectionLost(instance));
        if (sent) {
            observers.forEach(observer -> observer.stopped(instance));
        }
    }

    /** Whether a machine is on or is coming on: EC2 wants it to, and its server has power. */
    public boolean isOn(String instance) {
        return machine(instance)
                .filter(state -> state.wanted() == Wanted.ON && hasPower(state))
                .isPresent();
    }

    /** Lets a machine boot, if EC2 wants it to and its server can carry it. */
    private void giveLife(String instance) {
        SimulatedMachine machine = existing(instance);
        if (machine.state().wanted() == Wanted.ON && hasPower(machine.state())) {
            machine.powerOn();
            observers.forEach(observer -> observer.started(instance, machine.initiators()));
        }
    }

    private void cut(String arn, String address) {
        ServerState before = server(arn);
        servers.put(arn, before.without(address));
        Optional.ofNullable(arrayAt.get(address))
                .filter(array -> !reachable(arn).contains(array))
                .ifPresent(array -> on(arn).forEach(machine -> array.connectionLost(machine.id())));
    }

    private List<BlockTarget> reachable(String arn) {
        Set<String> cut = server(arn).unreachablePortals();
        return arrayAt.entrySet().stream()
                .filter(entry -> !cut.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void slow(String instance, Duration loginTakes, Duration writesTake) {
        LinkConditions conditions = new LinkConditions(loginTakes, writesTake);
        arrays().forEach(array -> array.setLink(instance, conditions));
    }

    private Optional<BlockTarget> reach(Optional<String> server, String portal) {
        int colon = portal.lastIndexOf(':');
        String address = colon < 0 ? portal : portal.substring(0, colon);
        // A machine that EC2 put into the Region is on no server, and no way leads from there to the site.
        return server.filter(arn -> !server(arn).unreachablePortals().contains(address))
                .flatMap(arn -> Optional.ofNullable(arrayAt.get(address)));
    }

    private boolean hasPower(MachineState machine) {
        return machine.outpost().map(arn -> server(arn).power() == Power.ON).orElse(true);
    }

    private List<MachineState> on(String arn) {
        return machines().stream()
                .filter(machine -> machine.outpost().equals(Optional.of(arn)))
                .toList();
    }

    private List<BlockTarget> arrays() {
        return arrayAt.values().stream().distinct().toList();
    }

    private SimulatedMachine machine(MachineState saved) {
        return new SimulatedMachine(agenda, MACHINES, times, this::reach, chap, saved);
    }

    private SimulatedMachine existing(String instance) {
        return Optional.ofNullable(machines.get(instance))
                .orElseThrow(() -> new IllegalArgumentException("there is no machine " + instance));
    }
}
