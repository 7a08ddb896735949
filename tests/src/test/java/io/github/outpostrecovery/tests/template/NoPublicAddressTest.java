package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of the engine can be started by following a link. */
class NoPublicAddressTest {
    private static final List<String> WAYS_IN = List.of(
            "AWS::ApiGateway",
            "AWS::ApiGatewayV2",
            "AWS::Lambda::Url",
            "FunctionUrlConfig",
            "AWS::Serverless::Api",
            "AWS::Serverless::HttpApi",
            "AWS::ElasticLoadBalancingV2",
            "Type: Api",
            "Type: HttpApi");

    @Test
    void templates_openNoWayIn() throws IOException {
        for (String template : List.of("template.yaml", "protection.yaml")) {
            assertThat(Files.readString(SourceTree.top().resolve(template)))
                    .as(template)
                    .contains("Resources:")
                    .doesNotContain(WAYS_IN);
        }
    }
}
