package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, the last release that asks for no token. */
final class LocalStackEndpoint implements AwsEndpoint {
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private final LocalStackContainer container;

    private LocalStackEndpoint(LocalStackContainer container) {
        this.container = container;
    }

    /** Starts it, where Docker runs. */
    static Optional<AwsEndpoint> start(List<String> reasons) {
        Optional<String> refusal = refusalOfTheCommand();
        if (refusal.isPresent()) {
            reasons.add("LocalStack was not started: " + refusal.get());
            return Optional.empty();
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            reasons.add("LocalStack was not started: no Docker daemon answers");
            return Optional.empty();
        }
        LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE));
        try {
            container.start();
            return Optional.of(new LocalStackEndpoint(container));
        } catch (RuntimeException failed) {
            container.close();
            reasons.add("LocalStack did not start: " + failed.getMessage());
            return Optional.empty();
        }
    }

    /** Where there is the command, it knows, and says so in one line; looking for a daemon by ourselves fills pages. */
    private static Optional<String> refusalOfTheCommand() {
        if (MotoEndpoint.onThePath("docker").isEmpty()) {
            return Optional.empty();
        }
        try {
            Process docker = new ProcessBuilder("docker", "version", "--format", "{{.Server.Version}}")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(docker.getInputStream().readAllBytes(), UTF_8).strip();
            return docker.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(said.lines().reduce((one, next) -> next).orElse("no Docker daemon answers"));
        } catch (IOException failed) {
            return Optional.of("docker cannot be run: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public URI uri() {
        return container.getEndpoint();
    }

    @Override
    public String description() {
        return IMAGE + " at " + uri();
    }

    @Override
    public LambdaWay lambdaWay() {
        return LambdaWay.ITS_OWN_LAMBDA;
    }

    @Override
    public List<String> repairs() {
        return List.of();
    }

    @Override
    public void close() {
        container.close();
    }
}
