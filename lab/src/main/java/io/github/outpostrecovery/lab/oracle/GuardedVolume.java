package io.github.outpostrecovery.lab.oracle;

/** A volume of a protected instance, by its identity on its array. */
public record GuardedVolume(String array, String volume) {
    @Override
    public String toString() {
        return array + "/" + volume;
    }
}
