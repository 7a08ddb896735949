package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a result is shown. */
final class ResultOutput {
    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "how to show the result on stdout (default: ${DEFAULT-VALUE})",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    /** The formats. */
    enum Format {
        TABLE,
        JSON
    }

    int show(DrillResult result, PrintWriter out, PrintWriter err) {
        switch (format) {
            case TABLE -> ResultText.print(result, out);
            case JSON -> out.println(json(result));
        }
        out.flush();
        if (result.outcome().equals(DrillResult.WAITING_FOR_APPROVAL)) {
            String incident = result.incident().orElse("INCIDENT");
            err.println("Waiting for approval. To go on:  ./outpost-recovery approve " + incident + " --local");
            err.println("To end it:                       ./outpost-recovery reject " + incident + " --local");
        }
        return ExitCode.of(result).code();
    }

    private static String json(DrillResult result) {
        try {
            return CoreJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a result has a JSON form", impossible);
        }
    }
}
