package io.github.outpostrecovery.functions.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a thing when it is first asked for, and keeps it. A failure is not kept. Safe to use from several threads. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private @Nullable T made;

    public Once(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
