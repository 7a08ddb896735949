package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.readiness.ReadinessOutcome;
import io.github.outpostrecovery.core.readiness.RecordingReadiness;
import io.github.outpostrecovery.core.recovery.Recorded;
import io.github.outpostrecovery.core.recovery.Recording;
import io.github.outpostrecovery.core.recovery.Services;

/** Records what an execution came to, from its document. */
final class Recorder {
    private final Recording recording;
    private final RecordingReadiness readiness;

    Recorder(Services services) {
        this.recording = new Recording(services);
        this.readiness = new RecordingReadiness(
                services.readiness(), services.measurements(), services.console(), services.clock());
    }

    Recorded end(ExecutionArn execution, JsonNode document) {
        return recording.record(execution, EndingReader.read(document));
    }

    ReadinessOutcome readiness(ExecutionArn execution, JsonNode document) {
        return readiness.record(execution, ReadinessReader.instance(document), ReadinessReader.findings(document));
    }
}
