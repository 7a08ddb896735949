package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;

/** One way by which one initiator reaches one volume, and the object on the array that opens it. */
public record AccessPath(VolumeName volume, LunId lun, Initiator initiator, AccessObject through) {}
