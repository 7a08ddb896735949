package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.ArrayList;
import java.util.List;

/** Words what the reconciler calls a person for: what is wrong, and what to do. */
final class Calls {
    private Calls() {}

    static Notice of(Trouble trouble, Situation seen, Console console) {
        String subject = seen.incident()
                .map(incident -> incident.id().toString())
                .orElseGet(() -> seen.ledger().instance().value());
        List<String> lines = new ArrayList<>();
        lines.add(subject + ": " + wrong(trouble, seen));
        lines.add("");
        lines.add("What to do: " + toDo(trouble, seen));
        lines.add("");
        seen.incident().ifPresent(incident -> {
            lines.add("Opened " + incident.openedAt() + ", last sign of work " + incident.lastMovement() + ".");
            lines.add("Its execution: " + incident.owner());
            lines.add(console.of(incident.owner()));
        });
        lines.add("You are reminded every " + Patience.REMINDER.toHours() + " hours while this lasts.");
        return new Notice("Outpost Recovery: " + subject + " " + headline(trouble), String.join("\n", lines));
    }

    private static String headline(Trouble trouble) {
        return switch (trouble) {
            case PAGED_TOO_LONG -> "still waits for you";
            case RESUMED_IN_VAIN, NOT_MOVING -> "does not move";
            case HELD_BY_KILL_SWITCH -> "is held by the kill switch";
            case NOT_GUARDED -> "is not guarded";
        };
    }

    private static String wrong(Trouble trouble, Situation seen) {
        return switch (trouble) {
            case PAGED_TOO_LONG ->
                "a person was called" + seen.pagedAt().map(at -> " at " + at).orElse("")
                        + ", and nobody has taken it up. The old machine may be fenced already, and no new one is known to work.";
            case RESUMED_IN_VAIN ->
                "its executions die, one after the other; it was taken up " + Patience.RESUMES + " times.";
            case NOT_MOVING -> "its execution runs, and has shown no sign of work for long.";
            case HELD_BY_KILL_SWITCH ->
                "it needs a recovery, and the kill switch is thrown. Nothing is being done about it.";
            case NOT_GUARDED ->
                "its alarm does not watch " + seen.ledger().current().id()
                        + ", on which it runs today, and cannot be made to. If that machine fails, nobody hears of it.";
        };
    }

    private static String toDo(Trouble trouble, Situation seen) {
        return switch (trouble) {
            case PAGED_TOO_LONG -> "mend what its last record complains of, then ./outpost-recovery resume " + id(seen);
            case RESUMED_IN_VAIN ->
                "see in the console where and why its executions end; mend that, then ./outpost-recovery resume "
                        + id(seen);
            case NOT_MOVING ->
                "look at its execution in the console. If it hangs, stop it there: it is taken up again by itself.";
            case HELD_BY_KILL_SWITCH ->
                "release the switch when it may be recovered: ./outpost-recovery switch release. It is then looked into anew.";
            case NOT_GUARDED ->
                "see whether its alarm and its protection stack are there and may be changed; mend them, and it is retried.";
        };
    }

    private static String id(Situation seen) {
        return seen.incident().map(incident -> incident.id().toString()).orElse("INCIDENT");
    }
}
