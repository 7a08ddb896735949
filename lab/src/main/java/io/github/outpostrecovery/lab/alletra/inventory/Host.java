package io.github.outpostrecovery.lab.alletra.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A host: the initiators of one machine.
 *
 * @param iscsiNames lower case
 * @param nqn the one NQN of an NVMe host, else empty
 * @param initiatorChap what its machine has to prove itself with
 * @param targetChap what the array proves itself with in turn
 */
public record Host(
        int id,
        String name,
        int persona,
        Map<String, String> descriptors,
        List<String> iscsiNames,
        String nqn,
        Chap initiatorChap,
        Chap targetChap) {
    /** The persona of a host that asks for none: Generic-ALUA. */
    public static final int GENERIC_ALUA = 2;

    public Host {
        descriptors = new TreeMap<>(descriptors);
        iscsiNames = List.copyOf(iscsiNames);
    }

    /** A host without CHAP. */
    public static Host of(int id, String name, List<String> iscsiNames, String nqn) {
        return new Host(id, name, GENERIC_ALUA, Map.of("os", "linux"), iscsiNames, nqn, Chap.NONE, Chap.NONE);
    }

    /** How the array keeps the name of an initiator. */
    public static String canonical(String initiator) {
        return initiator.toLowerCase(Locale.ROOT);
    }

    public boolean speaksNvme() {
        return !nqn.isEmpty();
    }

    public List<String> initiators() {
        return speaksNvme() ? List.of(nqn) : iscsiNames;
    }

    public Host renamed(String newName) {
        return new Host(id, newName, persona, descriptors, iscsiNames, nqn, initiatorChap, targetChap);
    }

    public Host described(int newPersona, Map<String, String> newDescriptors) {
        return new Host(id, name, newPersona, newDescriptors, iscsiNames, nqn, initiatorChap, targetChap);
    }

    public Host withPath(String iscsiName) {
        List<String> more = new ArrayList<>(iscsiNames);
        more.add(iscsiName);
        return new Host(id, name, persona, descriptors, more, nqn, initiatorChap, targetChap);
    }

    public Host withoutPath(String iscsiName) {
        List<String> fewer = new ArrayList<>(iscsiNames);
        fewer.remove(iscsiName);
        return new Host(id, name, persona, descriptors, fewer, nqn, initiatorChap, targetChap);
    }

    public Host withChap(Chap initiator, Chap target) {
        return new Host(id, name, persona, descriptors, iscsiNames, nqn, initiator, target);
    }
}
