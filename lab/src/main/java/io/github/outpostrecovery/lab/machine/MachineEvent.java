package io.github.outpostrecovery.lab.machine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a machine has in the agenda. It means something only to the life that put it there. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MachineEvent.FirmwareReady.class, name = "firmware-ready"),
    @JsonSubTypes.Type(value = MachineEvent.PathDue.class, name = "path-due"),
    @JsonSubTypes.Type(value = MachineEvent.SystemUp.class, name = "system-up"),
    @JsonSubTypes.Type(value = MachineEvent.WriteDue.class, name = "write-due")
})
sealed interface MachineEvent {
    String machine();

    /** Counts the machine's lives: each power-on, and each awakening, is one. */
    int life();

    record FirmwareReady(String machine, int life) implements MachineEvent {}

    /** The path to one portal is to be looked at; after the last one, the boot volume. */
    record PathDue(String machine, int life, int portal) implements MachineEvent {}

    record SystemUp(String machine, int life) implements MachineEvent {}

    record WriteDue(String machine, int life) implements MachineEvent {}
}
