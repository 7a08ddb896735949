package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.parallel.FanOut;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The results of two things of different kinds that do not depend on each other. */
record AtOnce<A, B>(A first, B second) {
    static <A, B> AtOnce<A, B> done(FanOut fanOut, Supplier<A> first, Supplier<B> second) {
        CompletableFuture<A> one = new CompletableFuture<>();
        CompletableFuture<B> other = new CompletableFuture<>();
        // Both have ended when the fan-out has, so that joining waits for nothing.
        fanOut.all(List.<Supplier<Boolean>>of(() -> one.complete(first.get()), () -> other.complete(second.get())));
        return new AtOnce<>(one.join(), other.join());
    }
}
