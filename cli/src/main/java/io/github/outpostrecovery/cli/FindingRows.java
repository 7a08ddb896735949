package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.readiness.Finding;
import java.util.ArrayList;
import java.util.List;

/** Findings as rows of a table. */
final class FindingRows {
    static final List<String> HEADER = List.of("result", "what was looked at", "what was found");

    private FindingRows() {}

    static List<List<String>> of(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            rows.add(
                    switch (finding) {
                        case Finding.Passed(String subject) -> List.of("ok", subject, "");
                        case Finding.Noted(String subject, String what) -> List.of("noted", subject, what);
                        case Finding.Failed(String subject, String why) -> List.of("FAILED", subject, why);
                    });
        }
        return rows;
    }
}
