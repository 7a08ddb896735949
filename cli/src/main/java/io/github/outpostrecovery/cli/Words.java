package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.serve.BadNight;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.site.Chap;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of several words, with hyphens on the command line. */
final class Words {
    private Words() {}

    /** Reads a {@link Topology}. */
    static final class OfTopology implements ITypeConverter<Topology> {
        @Override
        public Topology convert(String written) {
            return valueOf(Topology.values(), written);
        }
    }

    /** Reads a {@link Chap}. */
    static final class OfChap implements ITypeConverter<Chap> {
        @Override
        public Chap convert(String written) {
            return valueOf(Chap.values(), written);
        }
    }

    /** Reads a {@link BadNight}. */
    static final class OfBadNight implements ITypeConverter<BadNight> {
        @Override
        public BadNight convert(String written) {
            return valueOf(BadNight.values(), written);
        }
    }

    /** Every {@link BadNight}. */
    static final class BadNights implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all(BadNight.values()).iterator();
        }
    }

    /** Every {@link Topology}. */
    static final class Topologies implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all(Topology.values()).iterator();
        }
    }

    /** Every {@link Chap}. */
    static final class Chaps implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all(Chap.values()).iterator();
        }
    }

    private static List<String> all(Enum<?>[] values) {
        return Arrays.stream(values).map(Words::word).toList();
    }

    private static <E extends Enum<E>> E valueOf(E[] values, String written) {
        return Arrays.stream(values)
                .filter(value -> word(value).equalsIgnoreCase(written))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", all(values)) + " but was '" + written + "'"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
