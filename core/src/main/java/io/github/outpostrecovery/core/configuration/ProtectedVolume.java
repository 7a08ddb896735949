package io.github.outpostrecovery.core.configuration;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.VolumeName;

/** One volume of a protected instance, and the array that it lies on. */
public record ProtectedVolume(ArrayName array, VolumeName volume) {}
