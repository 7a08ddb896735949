package io.github.outpostrecovery.lab.flasharray.inventory;

import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host: the initiators of one machine.
 *
 * @param id internal; connections survive a renaming
 * @param personality empty if not set
 * @param group id of the host group that it is in, empty if in none
 */
public record Host(
        String id, String name, List<String> iqns, List<String> nqns, Chap chap, String personality, String group) {
    public Host {
        iqns = List.copyOf(iqns);
        nqns = List.copyOf(nqns);
    }

    /** A host with one initiator, in no group. */
    public static Host of(String id, String name, Protocol protocol, String initiator) {
        return switch (protocol) {
            case ISCSI -> new Host(id, name, List.of(initiator), List.of(), Chap.NONE, "", "");
            case NVME_TCP -> new Host(id, name, List.of(), List.of(initiator), Chap.NONE, "", "");
        };
    }

    public List<String> initiators(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> iqns;
            case NVME_TCP -> nqns;
        };
    }

    public List<String> initiators() {
        return Stream.concat(iqns.stream(), nqns.stream()).toList();
    }

    public Host named(String newName) {
        return new Host(id, newName, iqns, nqns, chap, personality, group);
    }

    public Host with(Protocol protocol, List<String> initiators) {
        return switch (protocol) {
            case ISCSI -> new Host(id, name, initiators, nqns, chap, personality, group);
            case NVME_TCP -> new Host(id, name, iqns, initiators, chap, personality, group);
        };
    }

    public Host with(Chap settings) {
        return new Host(id, name, iqns, nqns, settings, personality, group);
    }

    public Host withPersonality(String kind) {
        return new Host(id, name, iqns, nqns, chap, kind, group);
    }

    /** In another group, or in none if that is empty. */
    public Host in(String groupId) {
        return new Host(id, name, iqns, nqns, chap, personality, groupId);
    }
}
