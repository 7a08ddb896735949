package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler reads, calls one step and answers; what is longer decides something, and belongs in core. */
class HandlerSizeTest {
    private static final int LONGEST = 40;

    static Stream<Class<? extends StepHandler<?>>> handlers() {
        return Stream.concat(EventsTest.HANDLERS.stream(), Stream.of(Reconcile.class));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void handler_isShort(Class<?> handler) throws IOException {
        List<String> code = Repository.source(handler).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("import ")
                        && !line.startsWith("package ")
                        && !line.startsWith("//")
                        && !line.startsWith("/*")
                        && !line.startsWith("*"))
                .toList();
        assertThat(code).isNotEmpty().hasSizeLessThanOrEqualTo(LONGEST);
    }
}
