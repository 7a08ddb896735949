package io.github.outpostrecovery.tests.wire;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that speaks AWS, for as long as it is open. */
public interface AwsEndpoint extends AutoCloseable {
    /** Where requests go. */
    URI uri();

    /** What it is, for a person. */
    String description();

    /** How its Step Functions reaches a Lambda function. */
    LambdaWay lambdaWay();

    /** What had to be mended in it before it could be used, one line each. */
    List<String> repairs();

    @Override
    void close();

    /** How the endpoint's Step Functions invokes functions. */
    enum LambdaWay {
        /** At the port that it was told, which is the front's. */
        THE_FRONT,
        /** In its own Lambda, where a relay has to take their place. */
        ITS_OWN_LAMBDA
    }

    /** What a search for an endpoint found. */
    sealed interface Search {
        record Found(AwsEndpoint endpoint) implements Search {}

        /** None, and why, one line for each place. */
        record Nothing(List<String> reasons) implements Search {}
    }

    /**
     * Finds one: {@code AWS_ENDPOINT_URL} if it is set, else LocalStack where Docker runs, else moto's server.
     *
     * @param frontPort where functions are invoked, for an endpoint that can be told
     */
    static Search find(int frontPort) {
        List<String> reasons = new ArrayList<>();
        Optional<AwsEndpoint> found = given(reasons)
                .or(() -> LocalStackEndpoint.start(reasons))
                .or((Supplier<Optional<AwsEndpoint>>) () -> MotoEndpoint.start(frontPort, reasons));
        return found.<Search>map(Search.Found::new).orElseGet(() -> new Search.Nothing(reasons));
    }

    private static Optional<AwsEndpoint> given(List<String> reasons) {
        String url = System.getenv("AWS_ENDPOINT_URL");
        if (url == null || url.isBlank()) {
            reasons.add("AWS_ENDPOINT_URL is not set");
            return Optional.empty();
        }
        return Optional.of(new Given(URI.create(url)));
    }

    /** One that somebody else has started, and goes on using. */
    record Given(URI uri) implements AwsEndpoint {
        @Override
        public String description() {
            return "AWS_ENDPOINT_URL=" + uri;
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
            // It is not ours.
        }
    }
}
