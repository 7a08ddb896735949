package io.github.outpostrecovery.storage.provisioning;

import java.util.List;

/**
 * What an undo did.
 *
 * @param undone a line for each change that is gone, read back
 * @param left a line for each that stays, with the reason and how to remove it by hand
 */
public record UndoReport(List<String> undone, List<String> left) {
    public UndoReport {
        undone = List.copyOf(undone);
        left = List.copyOf(left);
    }
}
