package io.github.outpostrecovery.tests.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** An input that is well formed: a byte that chooses, and a document. */
final class Seed {
    private Seed() {}

    static byte[] of(int choice, String document) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(choice);
        seed.writeBytes(document.getBytes(UTF_8));
        return seed.toByteArray();
    }
}
