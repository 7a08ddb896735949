package io.github.outpostrecovery.lab.simulation;

import java.util.List;

/**
 * A run that broke a rule.
 *
 * @param name the run as it was drawn
 * @param trouble the first rule that it broke
 * @param shrunk the simplest run found that breaks the same rule; the run itself if it was not made simpler
 * @param faults what that simplest one is made from, the world first
 */
public record BrokenRun(RunName name, Trouble trouble, RunName shrunk, List<String> faults) {
    public BrokenRun {
        faults = List.copyOf(faults);
    }
}
