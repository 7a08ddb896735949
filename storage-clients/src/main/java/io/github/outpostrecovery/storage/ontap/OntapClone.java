package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;

/**
 * Clones LUNs and namespaces within their FlexVol volume; ONTAP clones across volumes in other ways, and ASA r2 systems do
 * it through storage units (NetApp/trident, {@code models/lun.go}). The operating system type is not sent: it comes with
 * the source, and ONTAP refuses it.
 *
 * <p>Sent once. An answer that fails with {@link ArrayFailure.Kind#REFUSED} changed nothing; after any other failure the
 * clone may be there, and the caller looks.
 */
public final class OntapClone {
    private final OntapRest rest;

    OntapClone(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** Clones one and names the clone, once it can be mapped. */
    public Answer<VolumeName> lun(VolumeName source, VolumeName target) {
        return copy(OntapVolumes.LUNS, source, target);
    }

    /** Clones one and names the clone, once it can be mapped. */
    public Answer<VolumeName> namespace(VolumeName source, VolumeName target) {
        return copy(OntapVolumes.NAMESPACES, source, target);
    }

    private Answer<VolumeName> copy(String collection, VolumeName source, VolumeName target) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("name", target.value());
        body.putObject("clone").putObject("source").put("name", source.value());
        RestCall call =
                RestCall.post(collection).query("return_records", "true").json(body);
        return switch (rest.write(call)) {
            case OntapWrite.Done(JsonNode json) -> Answer.of(target);
            case OntapWrite.Refused(ArrayFailure failure) -> Answer.unanswered(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }
}
