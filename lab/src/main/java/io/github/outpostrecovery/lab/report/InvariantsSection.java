package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Invariants;

/** What the oracle saw. */
final class InvariantsSection {
    private InvariantsSection() {}

    static void write(Html html, Invariants invariants) {
        html.open("section", "aria-labelledby", "invariants");
        html.element("h2", "Safety invariants", "id", "invariants");
        int broken = invariants.violations().size();
        if (broken == 0) {
            String verdict = invariants.checks() == 0
                    ? "Nothing was checked."
                    : Elapsed.count(invariants.checks(), "check") + ", no violation.";
            html.element("p", verdict);
        } else {
            html.open("div", "class", "violations");
            html.element("p", Elapsed.count(invariants.checks(), "check") + ", " + Elapsed.count(broken, "violation"));
            html.open("ol");
            invariants.violations().forEach(violation -> html.element("li", violation));
            html.close().close();
        }
        html.close();
    }
}
