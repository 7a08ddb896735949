package io.github.outpostrecovery.functions.aws.parameters;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.json;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SsmParametersTest {
    private final AwsEndpoint aws = new AwsEndpoint();
    private final SsmParameters parameters = new SsmParameters(aws.clients().ssm());

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void value_isDecrypted() {
        aws.answer("GetParameter", json("{\"Parameter\":{\"Name\":\"/s/instances/web-01\",\"Value\":\"{}\"}}"));
        assertThat(parameters.value("/s/instances/web-01")).contains("{}");
        JsonNode asked = aws.call("GetParameter").json();
        assertThat(asked.path("Name").asText()).isEqualTo("/s/instances/web-01");
        assertThat(asked.path("WithDecryption").asBoolean()).isTrue();
    }

    @Test
    void value_isEmpty_whenThereIsNone() {
        aws.answer("GetParameter", jsonError(400, "ParameterNotFound", ""));
        assertThat(parameters.value("/s/instances/web-01")).isEmpty();
    }

    @Test
    void value_isUnavailable_whenTheStoreIs() {
        aws.answer("GetParameter", jsonError(400, "ThrottlingException", "Rate exceeded"));
        assertThatThrownBy(() -> parameters.value("/s/instances/web-01"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("GetParameter of /s/instances/web-01 failed: ThrottlingException: Rate exceeded");
        assertThat(aws.calls()).hasSize(4);
    }

    @Test
    void names_areOfAllPages() {
        aws.answer(
                "GetParametersByPath",
                json("{\"Parameters\":[{\"Name\":\"/s/instances/a\"}],\"NextToken\":\"n\"}"),
                json("{\"Parameters\":[],\"NextToken\":\"m\"}"),
                json("{\"Parameters\":[{\"Name\":\"/s/instances/b\"}]}"));
        assertThat(parameters.names("/s/instances/")).containsExactly("/s/instances/a", "/s/instances/b");
        JsonNode first = aws.calls().getFirst().json();
        assertThat(first.path("Path").asText()).isEqualTo("/s/instances");
        assertThat(first.path("Recursive").asBoolean(true)).isFalse();
        assertThat(aws.calls().get(1).json().path("NextToken").asText()).isEqualTo("n");
    }

    @Test
    void names_areUnavailable_whenOnePageIs() {
        aws.answer(
                "GetParametersByPath",
                json("{\"Parameters\":[{\"Name\":\"/s/instances/a\"}],\"NextToken\":\"n\"}"),
                jsonError(400, "AccessDeniedException", "not authorized to perform: ssm:GetParametersByPath"));
        assertThatThrownBy(() -> parameters.names("/s/instances/"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("not authorized to perform: ssm:GetParametersByPath");
    }
}
