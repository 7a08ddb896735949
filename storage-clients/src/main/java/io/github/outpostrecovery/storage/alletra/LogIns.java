package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is logged in, as far as the array shows it: a host lists the ports that each of its names is on, and a live path
 * carries the name and the port. No list of the log-ins themselves exists. A name that was taken out of its host, and that
 * no live path carries, is not listed any more, whether or not its machine is still logged in: such a list tells who is
 * there before the fence and after the grant, and nothing about a victim afterwards.
 */
final class LogIns {
    private final Wsapi wsapi;
    private final Listings listings;
    private final AlletraPorts ports;

    LogIns(Wsapi wsapi, Listings listings, AlletraPorts ports) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
        this.ports = requireNonNull(ports, "ports is null");
    }

    private record Seen(Initiator initiator, PortPosition port) {}

    Answer<SessionReport> of(Set<Initiator> initiators) {
        return wsapi.begin()
                .flatMap(question -> listings.hostsAlone(question)
                        .flatMap(hosts -> livePaths(initiators, hosts, question).flatMap(live -> {
                            Set<Seen> seen = seen(initiators, hosts, live);
                            return seen.isEmpty()
                                    ? Answer.of(new SessionReport(List.of()))
                                    : ports.all(question).flatMap(all -> report(seen, hosts, all));
                        })));
    }

    private Answer<List<Vlun>> livePaths(Set<Initiator> initiators, List<HostObject> hosts, Wsapi.Question question) {
        Set<String> names = new LinkedHashSet<>();
        new Hosts(hosts, List.of())
                .holding(initiators)
                .forEach(host -> host.name().ifPresent(names::add));
        return names.isEmpty() ? Answer.of(List.of()) : listings.vlunsTo(names, question);
    }

    private static Set<Seen> seen(Set<Initiator> initiators, List<HostObject> hosts, List<Vlun> vluns) {
        Set<Seen> seen = new LinkedHashSet<>();
        for (HostObject host : hosts) {
            for (HostObject.Path path : host.paths()) {
                if (initiators.contains(path.initiator())) {
                    path.port().ifPresent(port -> seen.add(new Seen(path.initiator(), port)));
                }
            }
        }
        for (Vlun vlun : vluns) {
            if (vlun.active() && vlun.port().isPresent()) {
                vlun.remote()
                        .filter(initiators::contains)
                        .ifPresent(name -> seen.add(new Seen(name, vlun.port().get())));
            }
        }
        return seen;
    }

    private static Answer<SessionReport> report(Set<Seen> seen, List<HostObject> hosts, List<AlletraPorts.Port> ports) {
        Map<PortPosition, Set<String>> addresses = new HashMap<>();
        ports.forEach(port -> addresses.put(port.position(), port.addresses()));
        List<Session> sessions = new ArrayList<>();
        for (Seen one : seen) {
            Set<String> portals = addresses.getOrDefault(one.port(), Set.of());
            if (portals.isEmpty()) {
                return Wsapi.incomprehensible(
                        RestCall.get(Wsapi.V1 + "/ports"),
                        "port " + one.port() + ", on which " + one.initiator() + " is logged in, has no address");
            }
            // The array names the port alone, so a log-in counts for each of the VLANs on it.
            portals.stream()
                    .sorted()
                    .forEach(portal -> sessions.add(new Session(one.initiator(), sourceOf(one, hosts), portal)));
        }
        return Answer.of(new SessionReport(sessions));
    }

    /** What is not listed is not made equal to what is not listed of another name: that would be one machine. */
    private static String sourceOf(Seen one, List<HostObject> hosts) {
        List<HostObject.Path> own = hosts.stream()
                .flatMap(host -> host.paths().stream())
                .filter(path -> path.initiator().equals(one.initiator()))
                .filter(path -> path.address().isPresent())
                .toList();
        return own.stream()
                .filter(path -> path.port().equals(Optional.of(one.port())))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .flatMap(HostObject.Path::address)
                .orElse("not listed, of " + one.initiator());
    }
}
