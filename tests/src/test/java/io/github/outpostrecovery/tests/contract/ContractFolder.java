package io.github.outpostrecovery.tests.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the vendors' own descriptions of their APIs lie. They are the vendors' and not a part of this repository: beside it, in
 * {@code ../shared/contracts}, or where the system property {@value #PROPERTY} says.
 */
final class ContractFolder {
    static final String PROPERTY = "outpost-recovery.contracts";

    private ContractFolder() {}

    /** The folder; empty where there is none, which is said on the output. */
    static Optional<Path> find() {
        String told = System.getProperty(PROPERTY, "");
        Path folder = told.isBlank() ? root().resolve("../shared/contracts").normalize() : Path.of(told);
        if (Files.isDirectory(folder)) {
            return Optional.of(folder);
        }
        System.out.println("The vendors' API files are not here: nothing is compared with them (they are looked for in"
                + " ../shared/contracts beside the repository, or where -D" + PROPERTY + " says)");
        return Optional.empty();
    }

    /** The outermost folder with a pom: tests run in their module's. */
    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        for (Path above = root.getParent();
                above != null && Files.exists(above.resolve("pom.xml"));
                above = above.getParent()) {
            root = above;
        }
        return root;
    }
}
