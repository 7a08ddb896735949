package io.github.outpostrecovery.lab.alletra.inventory;

import java.util.ArrayList;
import java.util.List;

/** Volumes that are exported together, under consecutive LUN ids. */
public record VolumeSet(int id, String name, List<Slot> slots, String comment) {
    public VolumeSet {
        slots = List.copyOf(slots);
    }

    /**
     * The place of a volume, which it keeps when others leave.
     *
     * @param number what is added to the LUN id of an export of the set
     */
    public record Slot(String volume, int number) {}

    public List<String> members() {
        return slots.stream().map(Slot::volume).toList();
    }

    public VolumeSet renamed(String newName) {
        return new VolumeSet(id, newName, slots, comment);
    }

    public VolumeSet with(String volume) {
        int next = slots.stream().mapToInt(Slot::number).max().orElse(-1) + 1;
        List<Slot> more = new ArrayList<>(slots);
        more.add(new Slot(volume, next));
        return new VolumeSet(id, name, more, comment);
    }

    public VolumeSet without(String volume) {
        return new VolumeSet(
                id,
                name,
                slots.stream().filter(slot -> !slot.volume().equals(volume)).toList(),
                comment);
    }
}
