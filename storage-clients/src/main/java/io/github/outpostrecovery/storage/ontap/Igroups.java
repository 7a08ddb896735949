package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All igroups of an SVM and how they are nested.
 *
 * <p>Who is in a group is found by walking down, not by believing the group's own list, and nesting is believed from
 * either end: a path that one field forgets must not be lost. A cycle, which ONTAP should not allow, ends the walk.
 */
final class Igroups {
    private final Map<String, Igroup> byUuid = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();
    private final Map<String, Set<String>> parents = new HashMap<>();

    Igroups(Collection<Igroup> igroups) {
        for (Igroup igroup : igroups) {
            byUuid.put(igroup.uuid(), igroup);
            children.computeIfAbsent(igroup.uuid(), uuid -> new LinkedHashSet<>())
                    .addAll(igroup.children());
            for (String parent : igroup.parents()) {
                children.computeIfAbsent(parent, uuid -> new LinkedHashSet<>()).add(igroup.uuid());
            }
        }
        children.forEach((parent, nested) -> nested.forEach(child ->
                parents.computeIfAbsent(child, uuid -> new LinkedHashSet<>()).add(parent)));
    }

    /** For whoever chooses among them: each with all that it lets in, and the groups that it is nested in directly. */
    List<AccessGroup> asAccessGroups() {
        return byUuid.values().stream()
                .sorted(Comparator.comparing(Igroup::name).thenComparing(Igroup::uuid))
                .map(igroup -> new AccessGroup(
                        igroup.asObject(),
                        igroup.osType(),
                        initiatorsThrough(igroup.uuid()),
                        parentsOf(igroup),
                        AccessGroup.Kind.HOST,
                        igroup.protocol()))
                .toList();
    }

    private List<AccessObject> parentsOf(Igroup igroup) {
        return parents.getOrDefault(igroup.uuid(), Set.of()).stream()
                .flatMap(parent -> byUuid(parent).stream())
                .map(Igroup::asObject)
                .sorted(Comparator.comparing(AccessObject::name))
                .toList();
    }

    Optional<Igroup> byUuid(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid));
    }

    Collection<Igroup> all() {
        return byUuid.values();
    }

    /** The igroup of a name: an SVM has one at most. */
    Optional<Igroup> named(String name) {
        return byUuid.values().stream()
                .filter(igroup -> igroup.name().equals(name))
                .findFirst();
    }

    /** All initiators that stand in some igroup. */
    Set<Initiator> initiators() {
        Set<Initiator> found = new LinkedHashSet<>();
        byUuid.values().forEach(igroup -> found.addAll(igroup.members().keySet()));
        return found;
    }

    /** The igroup itself and all that it is nested in, however deep: whoever is in it reaches what these are mapped to. */
    Set<String> above(String uuid) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(uuid));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (found.add(next)) {
                open.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }

    /** The igroups in which the initiator stands itself, sorted by name. */
    List<Igroup> ownersOf(Initiator initiator) {
        return byUuid.values().stream()
                .filter(igroup -> igroup.members().containsKey(initiator))
                .filter(igroup -> ownersOf(initiator, igroup.uuid()).contains(igroup))
                .sorted(Comparator.comparing(Igroup::name).thenComparing(Igroup::uuid))
                .toList();
    }

    /** The igroups by which the initiator is let in: those that list it, and all that those are nested in. */
    Set<String> leadingTo(Initiator initiator) {
        Set<String> found = new LinkedHashSet<>();
        byUuid.values().stream()
                .filter(igroup -> igroup.members().containsKey(initiator))
                .forEach(igroup -> found.addAll(above(igroup.uuid())));
        return found;
    }

    /** The igroups that are spoken of and not listed. With one of them missing nothing can be said for sure. */
    Set<String> missing() {
        Set<String> missing = new HashSet<>(children.keySet());
        children.values().forEach(missing::addAll);
        missing.removeAll(byUuid.keySet());
        return missing;
    }

    /** The igroup itself and all that are nested in it, however deep. */
    Set<Igroup> under(String uuid) {
        Set<Igroup> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(uuid));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (seen.add(next)) {
                byUuid(next).ifPresent(found::add);
                open.addAll(children.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }

    /** Everybody who is let in through this igroup. */
    Set<Initiator> initiatorsThrough(String uuid) {
        Set<Initiator> found = new LinkedHashSet<>();
        under(uuid).forEach(igroup -> found.addAll(igroup.members().keySet()));
        return found;
    }

    /**
     * The igroups at or under this one that hold the initiator themselves: only there can it be taken out. Sorted by name.
     */
    List<Igroup> ownersOf(Initiator initiator, String uuid) {
        List<Igroup> owners = new ArrayList<>();
        for (Igroup igroup : under(uuid)) {
            Igroup.Member member = igroup.members().get(initiator);
            if (member == null || member.owner().flatMap(this::byUuid).isPresent()) {
                continue;
            }
            boolean inherited = under(igroup.uuid()).stream()
                    .anyMatch(nested -> !nested.uuid().equals(igroup.uuid())
                            && nested.members().containsKey(initiator));
            if (!inherited) {
                owners.add(igroup);
            }
        }
        owners.sort(Comparator.comparing(Igroup::name).thenComparing(Igroup::uuid));
        return owners;
    }

    /** As ONTAP writes the name, wherever it lists it; as we write it if it does not. */
    String spellingOf(Initiator initiator, Igroup igroup) {
        Igroup.Member member = igroup.members().get(initiator);
        return member == null ? initiator.value() : member.spelling();
    }
}
