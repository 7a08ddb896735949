package io.github.outpostrecovery.tests.mutation;

import java.util.List;
import java.util.Locale;

/** A guard of the safety protocol, and what the product looks like without it. */
@SuppressWarnings("ImmutableEnumChecker") // Its lists are those of List.of.
enum Guard {
    CLAIM(
            "an incident is taken over only from an execution that has ended",
            List.of(),
            List.of("one-owner", "effect-of-once", "one-writer", "one-record"),
            Edit.ofCore(
                    "recovery/Opening.java",
                    "return switch (services.executions().lifeOf(incident.owner())) {",
                    "return switch (io.github.outpostrecovery.core.service.Executions.Life.TERMINAL) {")),
    RE_VERIFICATION(
            "after an approval the primary is verified again, and only what was approved counts",
            List.of("well-again-while-asked"),
            List.of(
                    "approval-counts-once",
                    "unknown-never-advances",
                    "unexpected-answer-to-a-fault",
                    "one-writer",
                    "refusal-changes-nothing"),
            Edit.ofCore(
                    "recovery/Verifying.java",
                    "Decision decision = Decision.of(evidence, configured.mode(), approvedVerdict);",
                    "Decision decision = approvedVerdict.<Decision>map(Decision.Recover::new)"
                            + ".orElseGet(() -> Decision.of(evidence, configured.mode(), approvedVerdict));")),
    READ_BACK(
            "a fence is what the array reads back, not what it answered",
            List.of(
                    "partial-fence",
                    "fence-is-a-lie",
                    "fence-is-a-lie-once",
                    "array-lost-during-fence",
                    "victim-readmitted-before-grant"),
            List.of("one-writer", "fenced-stays-fenced", "proof-before-launch", "fenced-before-grant", "no-late-write"),
            Edit.ofCore("fence/Fence.java", "if (!open.isEmpty()) {", "if (open.size() > 1_000_000) {"),
            Edit.ofCore("fence/Fence.java", "if (!strays.isEmpty()) {", "if (strays.size() > 1_000_000) {"),
            Edit.ofCore("recovery/Granting.java", "if (!strays.isEmpty()) {", "if (strays.size() > 1_000_000) {"),
            Edit.ofCore(
                    "recovery/Granting.java",
                    "if (!access.pathsOf(older).isEmpty()) {",
                    "if (access.pathsOf(older).size() > 1_000_000) {"),
            Edit.ofCore("recovery/Launching.java", "if (!older.isEmpty()) {", "if (older.size() > 1_000_000) {")),
    DRAIN(
            "nothing is granted before what was under way has landed",
            List.of("write-in-flight", "login-half-open", "session-outlives-mapping"),
            List.of("no-late-write", "one-writer", "fenced-stays-fenced"),
            Edit.ofCore(
                    "fence/Fence.java",
                    "return drain(array, task, watch, counting, log);",
                    "return new FenceResult.Proven(proofs(array, task, Drained.SETTLED), log);")),
    COMPARE_AND_FENCE(
            "what is fenced is the recorded victim by its name, never whoever is let in now",
            List.of("somebody-else-writes", "fence-lands-late"),
            List.of("neighbour-untouched", "winner-keeps-access"),
            Edit.ofCore(
                    "recovery/Fencing.java",
                    "incident.olderInitiatorsOn(plan.connection().name()),",
                    "holders(plan, incident),"),
            Edit.ofCore("recovery/Fencing.java", "private static Optional<DrainWatch> watchOf(", """
                private java.util.Map<io.github.outpostrecovery.core.name.Initiator, Generation> holders(
                        ArrayPlan plan, Incident incident) {
                    java.util.Map<io.github.outpostrecovery.core.name.Initiator, Generation> holders =
                            new java.util.LinkedHashMap<>(
                                    incident.olderInitiatorsOn(plan.connection().name()));
                    try (StorageArray array = services.arrays().forFencing(plan.connection())) {
                        if (array.access(plan.volumes())
                                instanceof io.github.outpostrecovery.core.array.Answer.Answered<
                                                io.github.outpostrecovery.core.array.AccessReport>(
                                        var access)) {
                            access.paths().forEach(path ->
                                    holders.put(path.initiator(), incident.victim().generation()));
                        }
                    }
                    return holders;
                }

                private static Optional<DrainWatch> watchOf(\
                """)),
    OWN_INITIATOR(
            "each machine has a name that none had before it",
            List.of(),
            List.of(
                    "fenced-stays-fenced",
                    "one-writer",
                    "victim-stays-out",
                    "fenced-before-grant",
                    "one-machine-per-generation"),
            Edit.ofCore(
                    "recovery/Generations.java",
                    "return Initiator.fresh(protocol, incident.id().instance(), generation, unique);",
                    "return incident.victim().initiators().get(connection.name());")),
    ONE_GENERATION_PER_MACHINE(
            "a machine that is given up is followed by another generation",
            List.of("stays-pending", "launch-lands-late", "lands-in-the-region"),
            List.of("one-machine-per-generation", "one-writer"),
            Edit.ofCore(
                    "recovery/Generations.java",
                    "Generation generation = incident.generation().next();",
                    "Generation generation = incident.successors().isEmpty()"
                            + " ? incident.generation().next() : incident.generation();"),
            Edit.ofCore(
                    "incident/InstanceLedger.java",
                    "if (!next.generation().equals(last.generation().next())) {",
                    "if (next.generation().isOlderThan(last.generation())) {"),
            Edit.ofCore(
                    "compute/LaunchOrder.java",
                    "return ClientToken.of(incident.instance(), generation());",
                    "return new ClientToken(incident + \"/\" + successor.storedAt());")),
    CLIENT_TOKEN(
            "every call for a machine of one generation carries one client token",
            List.of("launch-unanswered", "launch-lands-late"),
            List.of("one-machine-per-generation", "effect-of-once", "one-writer"),
            Edit.ofCore("compute/LaunchOrder.java", "    private final ProvenFence fence;", """
                private final ProvenFence fence;
                private static final java.util.concurrent.atomic.AtomicLong ATTEMPTS =
                        new java.util.concurrent.atomic.AtomicLong();
                private final long attempt = ATTEMPTS.incrementAndGet();\
                """),
            Edit.ofCore(
                    "compute/LaunchOrder.java",
                    "return ClientToken.of(incident.instance(), generation());",
                    "return new ClientToken(incident + \"/\" + attempt);")),
    CONDITIONAL_ANNOUNCEMENT(
            "a step is announced on condition that the books are as they were read",
            List.of("overtaken-before-writing"),
            List.of(
                    "changed-in-its-place",
                    "one-owner",
                    "one-writer",
                    "effect-of-once",
                    "fenced-stays-fenced",
                    "winner-keeps-access",
                    "one-record",
                    "one-machine-per-generation"),
            Edit.ofCore(
                    "incident/LedgerWriter.java",
                    "if (table.commit(next, record) == RecoveryTable.Commit.COMMITTED) {",
                    "if (table.commit(next, record) != null) {")),
    GRANT_SENT_ONCE(
            "a grant that was not answered is never repeated",
            List.of("changes-apply-late", "error-after-grant-applied", "array-unreachable-at-grant"),
            List.of("effect-of-once", "fenced-stays-fenced", "one-writer", "victim-stays-out"),
            Edit.ofCore(
                    "recovery/Granting.java",
                    "burn(who, incident, \"its grant was announced before, and may have been sent\");\n"
                            + "                    case STORED -> grant(who, incident);",
                    "grant(who, incident);\n                    case STORED -> grant(who, incident);"),
            Edit.ofCore(
                    "incident/InstanceLedger.java",
                    "if (current.stage() != Successor.Stage.STORED) {",
                    "if (current.stage() == Successor.Stage.LAUNCH_ANNOUNCED) {"),
            Edit.ofCore(
                    "recovery/Granting.java",
                    "return burn(who, incident, plan.connection().name() + \" did not answer its grant: \" + failure);",
                    "throw new ServiceUnavailableException(\"no answer: \" + failure);"),
            Edit.ofCore(
                    "recovery/Granting.java",
                    "return burn(who, incident, plan.connection().name() + \" knew its name already: \" + where);",
                    "requests += 1;")),
    PLAN_STORED_FIRST(
            "the plan is stored before anything is taken from the victim",
            List.of(),
            List.of("changed-in-its-place", "refusal-changes-nothing"),
            Edit.ofCore(
                    "recovery/Verifying.java",
                    "Verdict verdict, Proceeding.Request request, boolean patient, Admitting.Approval approval) {",
                    """
                    Verdict verdict, Proceeding.Request request, boolean patient, Admitting.Approval approval) {
                        for (var connection : request.configured().arrays()) {
                            try (var array = services.arrays().forFencing(connection)) {
                                array.revoke(new io.github.outpostrecovery.core.array.RevokeOrder(
                                        Set.of(request.incident().victim().initiators().get(connection.name())),
                                        request.configured().volumesOn(connection.name())));
                            }
                        }\
                    """)),
    DRAIN_LAST(
            "the drain is watched once the mapping was read as gone, not before",
            List.of("write-in-flight", "login-half-open", "session-outlives-mapping"),
            List.of("no-late-write", "one-writer", "fenced-stays-fenced"),
            Edit.ofCore(
                    "fence/Fence.java",
                    "new DrainWatch(array.name(), now, Optional.empty(), Optional.empty()));",
                    "new DrainWatch(array.name(), now.minusSeconds(600), Optional.empty(), Optional.empty()));")),
    REFUSAL_ON_UNKNOWN(
            "a plane that was not seen is not taken for a silent one",
            List.of("array-metrics-stand-still"),
            List.of("unknown-never-advances", "one-writer"),
            Edit.ofCore(
                    "evidence/Verdict.java",
                    "case UNKNOWN -> BLIND;\n            case FLAT, NOT_OFFERED -> silent(evidence);",
                    "case UNKNOWN, FLAT, NOT_OFFERED -> silent(evidence);"),
            Edit.ofCore(
                    "evidence/Verdict.java",
                    "if (evidence.sessions() == SessionPlane.UNKNOWN\n"
                            + "                || evidence.storageAnswered() == Evidence.StorageAnswer.UNREACHABLE) {\n"
                            + "            return BLIND;\n"
                            + "        }",
                    "if (evidence.sessions() == SessionPlane.UNKNOWN) {\n            return DEAD;\n        }")),
    /** In the Region the confirmation by the array guards too, since no path leads from there: only another server shows it. */
    PLACEMENT_CHECK(
            "a machine that came up elsewhere than on its target is not adopted",
            List.of("lands-on-another-server"),
            List.of("unexpected-answer-to-a-fault", "one-machine-per-generation"),
            Edit.ofCore(
                    "recovery/Launching.java",
                    "if (!machine.server().equals(Optional.of(attempt.successor().target().server()))) {",
                    "if (machine.id().value().isEmpty()) {")),
    REARM_BEFORE_RECORD(
            "the new machine is guarded before its recovery is recorded",
            List.of(),
            List.of("armed-before-recorded"),
            Edit.ofDefinition(
                    "has been seen OK.\",\n      \"Type\": \"Pass\",\n      \"Result\": {",
                    "has been seen OK.\",\n      \"Type\": \"Pass\",\n      \"Result\": {\"outcome\": \"ARMED\","),
            Edit.ofDefinition(
                    "\"ResultPath\": \"$.alarm\",\n      \"Next\": \"Re-arm alarm\"",
                    "\"ResultPath\": \"$.alarm\",\n      \"Next\": \"Is the alarm armed\""));

    private final String rule;
    private final List<String> faults;
    private final List<String> rules;
    private final List<Edit> edits;

    Guard(String rule, List<String> faults, List<String> rules, Edit... edits) {
        this.rule = rule;
        this.faults = faults;
        this.rules = rules;
        this.edits = List.of(edits);
    }

    /** What it guards, in one line. */
    String rule() {
        return rule;
    }

    /** What has to go wrong for its absence to show soonest, by slug; empty if anything will do. */
    List<String> faults() {
        return faults;
    }

    /** The rules of which at least one is broken without it, by slug. */
    List<String> rules() {
        return rules;
    }

    /** Within so many runs its absence has to be seen. */
    int atMost() {
        return 2_000;
    }

    /** What takes it out. */
    List<Edit> edits() {
        return edits;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
