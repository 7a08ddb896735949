package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is uploaded. */
class ZipTest {
    private static final Path ZIP = Path.of("..", "functions", "target", "functions.zip");
    private static final long LARGEST = 50_000_000;
    private static final long LARGEST_UNPACKED = 250_000_000;

    /** The limits of Lambda (Developer Guide, "Lambda quotas"), counted in the smaller megabytes. */
    @Test
    void zip_holdsTheFunctionsAndTheirJars_andIsNotTooLarge() throws IOException {
        assumeTrue(Files.exists(ZIP), "there is no " + ZIP + ": only mvn package or verify makes it");
        assertThat(Files.size(ZIP)).isLessThan(LARGEST);
        Set<String> jars = new TreeSet<>();
        long unpacked = 0;
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (var entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                jars.add(entry.getName().replaceAll("-[0-9][^/]*$", ""));
                unpacked += entry.getSize();
            }
        }
        assertThat(unpacked).isLessThan(LARGEST_UNPACKED);
        assertThat(jars)
                .allMatch(name -> name.startsWith("lib/") || name.equals("THIRD-PARTY.txt"))
                .contains("lib/core", "lib/storage-clients", "lib/functions", "lib/ec2", "lib/ssm")
                .doesNotContain("lib/netty-nio-client", "lib/apache-client", "lib/lab");
    }
}
