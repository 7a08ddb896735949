package io.github.outpostrecovery.lab.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions;
import io.github.outpostrecovery.lab.rest.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole site at one instant, as data. The parts that only their owners understand are trees. */
record SavedSite(
        int version,
        SiteOptions options,
        JsonNode agenda,
        SavedStepFunctions stepFunctions,
        JsonNode region,
        JsonNode machines,
        List<SiteArray.Saved> arrays,
        JsonNode oracle,
        List<Call> calls,
        long uniqueness,
        @Nullable String about) {
    static final int VERSION = 6;
}
