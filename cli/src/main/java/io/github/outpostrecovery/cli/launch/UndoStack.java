package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What a run has made, and how it is taken away again. */
final class UndoStack {
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * One thing that was made.
     *
     * @param byHand how a person takes it away
     */
    private record Step(String byHand, Supplier<UndoReport> undo) {}

    /** Remembers one, taken away by a call. */
    void push(String what, String byHand, Runnable undo) {
        steps.push(new Step(byHand, () -> {
            try {
                undo.run();
                return new UndoReport(List.of(what), List.of());
            } catch (CloudTroubleException trouble) {
                return new UndoReport(List.of(), List.of(byHand + " (" + trouble.getMessage() + ")"));
            }
        }));
    }

    /** Remembers one that reports for itself. */
    void pushReporting(String byHand, Supplier<UndoReport> undo) {
        steps.push(new Step(byHand, undo));
    }

    /** Remembers one that only a person can take away. */
    void pushByHand(String byHand) {
        steps.push(new Step(byHand, () -> new UndoReport(List.of(), List.of(byHand))));
    }

    /** Takes the newest one away. */
    UndoReport undoNewest() {
        UndoStack newest = new UndoStack();
        newest.steps.push(steps.pop());
        return newest.undo();
    }

    /** Takes everything away, newest first; one that fails does not keep the others. */
    UndoReport undo() {
        List<String> undone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            UndoReport report;
            try {
                report = step.undo().get();
            } catch (RuntimeException failed) {
                // Whatever it was, the others still have to be taken away.
                report = new UndoReport(List.of(), List.of(step.byHand()));
            }
            undone.addAll(report.undone());
            left.addAll(report.left());
        }
        return new UndoReport(undone, left);
    }

    /** How a person takes it all away, newest first. */
    List<String> byHand() {
        return steps.stream().map(Step::byHand).toList();
    }
}
