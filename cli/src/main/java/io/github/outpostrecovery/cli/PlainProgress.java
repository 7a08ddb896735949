package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.lab.drill.DrillListener;
import java.io.PrintWriter;
import java.time.Instant;

/** Progress as plain lines. */
final class PlainProgress implements DrillListener {
    private final PrintWriter err;

    PlainProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void note(String what, Instant at) {
        err.println(at + "  " + what);
        err.flush();
    }
}
