package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Looks at one array over one protocol: each thing once, with progress, and never a partial list. */
final class ArrayLook {
    private final Asking asking;
    private final ArrayAccess arrays;
    private final Patience patience;
    private final ArrayLogin login;
    private final Protocol protocol;
    private final Optional<String> scope;

    ArrayLook(
            Asking asking,
            ArrayAccess arrays,
            Patience patience,
            ArrayLogin login,
            Protocol protocol,
            Optional<String> scope) {
        this.asking = requireNonNull(asking, "asking is null");
        this.arrays = requireNonNull(arrays, "arrays is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.login = requireNonNull(login, "login is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.scope = requireNonNull(scope, "scope is null");
    }

    private record Listed<T>(List<T> all) {}

    ArrayModel model() {
        return look("its model", ArrayModel.class, ArrayInventory::model);
    }

    /** The parts of the array; none if it is one whole. */
    List<String> scopes() {
        return list(
                "its SVMs",
                inventory -> inventory.scopes() instanceof Answer.Unanswered<List<String>> failed
                        ? failed
                        : Answer.of(
                                inventory.scopes() instanceof Answer.Answered<List<String>>(List<String> found)
                                        ? found
                                        : List.of()));
    }

    /** The volumes that a machine could use. */
    List<BlockVolume> volumes() {
        return list("its volumes", ArrayInventory::volumes).stream()
                .filter(volume -> volume.state() == BlockVolume.State.AVAILABLE)
                .toList();
    }

    List<AccessGroup> groups() {
        return list("its hosts and groups", ArrayInventory::accessGroups);
    }

    List<TargetPortal> portals() {
        return list("its portals", ArrayInventory::portals);
    }

    /** Sizes as the array counts them. */
    static String size(long bytes) {
        double gib = bytes / (double) (1L << 30);
        return String.format(Locale.ROOT, gib < 10 ? "%.1f GiB" : "%.0f GiB", gib);
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(String what, Function<ArrayInventory, Answer<List<T>>> question) {
        return look(what, Listed.class, inventory -> question.apply(inventory).map(Listed::new))
                .all();
    }

    private <T> T look(String what, Class<T> type, Function<ArrayInventory, ? extends Answer<? extends T>> question) {
        return asking.dialogue().once(what + " " + login + protocol + scope, type, () -> {
            try (ArrayInventory inventory =
                    arrays.inventory(login.connection(protocol, scope, Optional.empty()), login.credentials())) {
                Answer<? extends T> answer =
                        patience.during("asking " + login + " for " + what, () -> question.apply(inventory));
                return ArrayTrouble.answered(login, answer, "for " + what);
            }
        });
    }
}
