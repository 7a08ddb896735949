package io.github.outpostrecovery.functions.aws;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final String STATES = "arn:aws-us-gov:states:us-gov-west-1:111122223333:stateMachine:";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "STACK_NAME", "engine",
            "RECOVERY_TABLE", "books",
            "NOTICE_TOPIC_ARN", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:notices",
            "ALARM_TOPIC_ARN", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alarms",
            "RECOVERY_STATE_MACHINE_ARN", STATES + "engine-recovery",
            "RECOVERY_STATE_MACHINE_ALIAS_ARN", STATES + "engine-recovery:live",
            "APPROVAL_STATE_MACHINE_ARN", STATES + "engine-approval");

    private final AwsEndpoint aws = new AwsEndpoint();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void services_areWiredFromTheEnvironment_withoutACall() {
        Services services = Deployment.services(ENVIRONMENT, aws.clients());
        assertThat(services.console())
                .isEqualTo(new Console("aws-us-gov", "us-gov-west-1", STATES + "engine-approval"));
        assertThat(aws.calls()).isEmpty();

        aws.answer("GetItem", json("{}"));
        aws.answer("GetParameter", AwsEndpoint.Reply.jsonError(400, "ParameterNotFound", ""));
        aws.answer("Publish", AwsEndpoint.Reply.xml("Publish", "<MessageId>m</MessageId>"));
        InstanceName web = new InstanceName("web-01");
        assertThat(services.table().read(web)).isEmpty();
        assertThat(services.configurations().find(web)).isEqualTo(new Configurations.Lookup.NotProtected());
        services.notices().send(new Notice("s", "b"));
        assertThat(aws.call("GetItem").json().path("TableName").asText()).isEqualTo("books");
        assertThat(aws.call("GetParameter").json().path("Name").asText()).isEqualTo("/engine/instances/web-01");
        assertThat(aws.call("Publish").form()).containsEntry("TopicArn", ENVIRONMENT.get("NOTICE_TOPIC_ARN"));
    }

    @Test
    void clients_goWhereTheEnvironmentSays_andToAwsWhereItIsEmpty() {
        String region = "aws.region";
        System.setProperty(region, "us-west-2");
        try {
            assertThat(endpointIn(Map.of(Clients.ENDPOINT, " http://127.0.0.1:4566")))
                    .contains(URI.create("http://127.0.0.1:4566"));
            assertThat(endpointIn(Map.of(Clients.ENDPOINT, ""))).isEmpty();
            assertThatThrownBy(() -> Clients.ofTheEnvironment(Map.of(Clients.ENDPOINT, "127.0.0.1:4566")))
                    .hasMessageContaining("127.0.0.1:4566");
        } finally {
            System.clearProperty(region);
        }
    }

    private static Optional<URI> endpointIn(Map<String, String> environment) {
        return Clients.ofTheEnvironment(environment)
                .sns()
                .get()
                .serviceClientConfiguration()
                .endpointOverride();
    }

    @Test
    void services_tellEverythingThatTheEnvironmentLacks() {
        Map<String, String> incomplete = new HashMap<>(ENVIRONMENT);
        incomplete.remove("RECOVERY_TABLE");
        incomplete.put("ALARM_TOPIC_ARN", " ");
        assertThatThrownBy(() -> Deployment.services(incomplete, aws.clients()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the environment of this function lacks RECOVERY_TABLE, ALARM_TOPIC_ARN:"
                        + " template.yaml sets them for every function");
    }

    @Test
    void services_refuseWhatIsNoStateMachine() {
        Map<String, String> wrong = new HashMap<>(ENVIRONMENT);
        wrong.put("RECOVERY_STATE_MACHINE_ARN", "engine-recovery");
        assertThatThrownBy(() -> Deployment.services(wrong, aws.clients()))
                .hasMessage("RECOVERY_STATE_MACHINE_ARN is not the ARN of a state machine: engine-recovery");
    }

    @Test
    void clients_areMadeOnce() {
        assertThat(aws.clients().sns().get()).isSameAs(aws.clients().sns().get());
        AtomicInteger made = new AtomicInteger();
        Once<List<Integer>> once = new Once<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return List.of(made.get());
        });
        assertThatThrownBy(once::get).hasMessage("not yet");
        assertThat(once.get()).isSameAs(once.get());
        assertThat(made).hasValue(2);
    }

    @Test
    void clients_followTheEndpointOfTheEnvironment() {
        // The SDK's own twin of AWS_ENDPOINT_URL, which a test cannot set.
        Map<String, String> environment = Map.of(
                "aws.endpointUrl", aws.address().toString(),
                "aws.region", "us-west-2",
                "aws.accessKeyId", "AKIAEXAMPLE",
                "aws.secretAccessKey", "example");
        aws.answer("GetItem", json("{}"));
        try {
            environment.forEach(System::setProperty);
            assertThat(Deployment.services(ENVIRONMENT, Clients.ofTheEnvironment())
                            .table()
                            .read(new InstanceName("web-01")))
                    .isEmpty();
        } finally {
            environment.keySet().forEach(System::clearProperty);
        }
        assertThat(aws.operations()).containsExactly("GetItem");
    }
}
