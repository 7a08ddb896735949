package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import java.util.Optional;

/** Which SVM a request is about. Codes 2621462, 2621706 and 2621707 as in ONTAP's error tables. */
final class Scopes {
    private Scopes() {}

    /** The SVM that a header tunnels to, if one does. */
    static Optional<Svm> tunnelled(Inventory inventory, Optional<String> name, Optional<String> uuid) {
        if (name.isEmpty() && uuid.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(find(inventory, name, uuid));
    }

    /** The SVM that a body names, or else the one that the caller is confined to. */
    static Svm of(Inventory inventory, ApiCall call, Body body) {
        Optional<String> name = body.text("svm.name");
        Optional<String> uuid = body.text("svm.uuid");
        if (name.isEmpty() && uuid.isEmpty()) {
            return call.scope()
                    .orElseThrow(() -> OntapError.badRequest(
                            "2621707", "No SVM was specified. Either svm.name or svm.uuid must be supplied.", "svm"));
        }
        Svm svm = find(inventory, name, uuid);
        if (!call.isInScope(svm.uuid())) {
            throw unknown();
        }
        return svm;
    }

    private static Svm find(Inventory inventory, Optional<String> name, Optional<String> uuid) {
        Optional<Svm> byName = name.flatMap(inventory::svmNamed);
        Optional<Svm> byUuid = uuid.flatMap(inventory.svms()::find);
        if ((name.isPresent() && byName.isEmpty()) || (uuid.isPresent() && byUuid.isEmpty())) {
            throw unknown();
        }
        if (byName.isPresent() && byUuid.isPresent() && !byName.equals(byUuid)) {
            throw OntapError.badRequest(
                    "2621706", "The specified svm.uuid and svm.name do not refer to the same SVM.", "svm");
        }
        return byName.or(() -> byUuid).orElseThrow(Scopes::unknown);
    }

    private static OntapError unknown() {
        return OntapError.notFound("2621462", "The specified SVM does not exist.");
    }
}
