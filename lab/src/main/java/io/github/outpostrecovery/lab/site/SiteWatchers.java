package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells watchers first, and then those who may act on what they hear. */
final class SiteWatchers implements StepListener {
    private final List<SiteWatcher> watchers = new ArrayList<>();
    private final StepListener listener;

    SiteWatchers(StepListener listener) {
        this.listener = requireNonNull(listener, "listener is null");
    }

    void add(SiteWatcher watcher) {
        watchers.add(requireNonNull(watcher, "watcher is null"));
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void tell(Consumer<SiteWatcher> news) {
        watchers.forEach(news);
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        tell(watcher -> watcher.stateEntered(execution, state, input, at));
        listener.stateEntered(execution, state, input, at);
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        tell(watcher -> watcher.stateExited(execution, state, output, at));
        listener.stateExited(execution, state, output, at);
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        tell(watcher -> watcher.retryScheduled(execution, state, error, cause, delay, at));
        listener.retryScheduled(execution, state, error, cause, delay, at);
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        tell(watcher -> watcher.waiting(execution, state, until, at));
        listener.waiting(execution, state, until, at);
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        tell(watcher -> watcher.executionEnded(execution, at));
        listener.executionEnded(execution, at);
    }
}
