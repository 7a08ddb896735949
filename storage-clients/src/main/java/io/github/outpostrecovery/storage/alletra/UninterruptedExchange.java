package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One request in a thread of its own, so that an interrupt of the caller's does not break it off. */
final class UninterruptedExchange {
    private final FutureTask<RestResponse> task;
    private boolean interrupted;

    /** Starts at once. */
    UninterruptedExchange(Callable<RestResponse> request) {
        task = new FutureTask<>(request);
        Thread.ofVirtual().start(task);
    }

    /** Waits for the answer, whatever happens to this thread meanwhile; the mark of an interrupt is taken off it. */
    RestResponse response() throws IOException {
        interrupted = Thread.interrupted();
        while (true) {
            try {
                RestResponse response = task.get();
                // An interrupt that came with the answer has not been noticed.
                interrupted |= Thread.interrupted();
                return response;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                restoreMark();
                throw thrown(e);
            }
        }
    }

    /** Whether the caller was interrupted before the answer came. */
    boolean wasInterrupted() {
        return interrupted;
    }

    private void restoreMark() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException thrown(ExecutionException failed) {
        return switch (failed.getCause()) {
            case IOException failure -> failure;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> new IOException("the request did not end", failed);
        };
    }
}
