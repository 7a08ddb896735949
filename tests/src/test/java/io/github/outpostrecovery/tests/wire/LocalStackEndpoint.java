package io.github.outpostrecovery.tests.wire;

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
