package io.github.outpostrecovery.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import io.github.outpostrecovery.storage.rest.SecretSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisteredArraysTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";
    private static final SecretArn READ = new SecretArn(ARN + "read");
    private static final SecretArn FENCE = new SecretArn(ARN + "fence");

    private final ScriptedTransport transport =
            new ScriptedTransport(request -> RestResponse.json(200, "{\"records\":[]}"));
    private final List<SecretArn> read = new ArrayList<>();
    private final RegisteredArrays arrays = new RegisteredArrays(
            arn -> {
                read.add(arn);
                String user = arn.value().replaceAll(".*:", "");
                return "{\"vendor\":\"netapp\",\"endpoint\":\"https://array\",\"username\":\"" + user
                        + "\",\"password\":\"p\"}";
            },
            ClientSettings.standard().withTransports(transport.asFactory()));

    private static ArrayConnection connection(String vendor, String endpoint, Optional<String> scope) {
        return new ArrayConnection(
                new ArrayName("array-1"),
                vendor,
                Protocol.ISCSI,
                URI.create(endpoint),
                READ,
                FENCE,
                Optional.empty(),
                scope);
    }

    private static ArrayConnection netapp() {
        return connection("netapp", "https://array", Optional.of("svm1"));
    }

    private static String userOf(RestRequest request) {
        String header = request.headers().getOrDefault("Authorization", "");
        return new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    @Test
    void open_when_vendorIsRegistered_sendsNothingBeforeTheFirstQuestion() {
        try (StorageArray array = arrays.forReading(netapp())) {
            assertThat(array.name()).hasToString("array-1");
            assertThat(read).isEmpty();
            assertThat(transport.requests()).isEmpty();
        }
    }

    @Test
    void forReading_and_forFencing_when_asked_useTheirOwnSecret() {
        Set<VolumeName> volumes = Set.of(new VolumeName("/vol/v/l"));
        assertThat(arrays.forReading(netapp()).access(volumes)).isInstanceOf(Answer.Unanswered.class);
        assertThat(arrays.forFencing(netapp()).access(volumes)).isInstanceOf(Answer.Unanswered.class);

        assertThat(transport.requests())
                .extracting(RegisteredArraysTest::userOf)
                .startsWith("read:p")
                .endsWith("fence:p")
                .containsOnly("read:p", "fence:p");
    }

    @Test
    void secrets_when_arrayIsOpenedAgain_areReadOnce() {
        Set<VolumeName> volumes = Set.of(new VolumeName("/vol/v/l"));
        for (int time = 0; time < 3; time++) {
            assertThat(arrays.forReading(netapp()).access(volumes)).isInstanceOf(Answer.Unanswered.class);
        }

        assertThat(read).containsExactly(READ);
    }

    @Test
    void secret_when_itIsOfAnotherArray_isRefusedAndNothingIsSent() {
        assertThat(arrays.forReading(connection("netapp", "https://elsewhere", Optional.of("svm1")))
                        .access(Set.of(new VolumeName("/vol/v/l"))))
                .isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
                    assertThat(answer.failure().kind()).isEqualTo(Kind.UNAUTHORISED);
                    assertThat(answer.failure().detail()).contains("another endpoint");
                });
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void open_when_vendorIsUnknown_listsTheKnown() {
        assertThatThrownBy(() -> arrays.forReading(connection("acme", "https://array", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"acme\" is not known")
                .hasMessageContaining("netapp");
    }

    @Test
    void open_when_svmIsMissing_saysSo() {
        assertThatThrownBy(() -> arrays.forReading(connection("netapp", "https://array", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SVM");
    }

    @Test
    void open_when_endpointIsPlainHttp_isRefused() {
        assertThatThrownBy(() -> arrays.forReading(connection("netapp", "http://array", Optional.of("svm1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use https");
    }

    private static RegisteredArrays holding(SecretSource secrets) {
        return new RegisteredArrays(secrets, ClientSettings.standard());
    }

    @Test
    void chapCredentials_when_readable_areGiven() {
        Answer<ChapCredentials> answer =
                holding(arn -> "{\"user\":\"web\",\"password\":\"canary\"}").chapCredentials(FENCE);

        assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, answered -> {
            ChapCredentials chap = (ChapCredentials) answered.value();
            assertThat(chap.secret().reveal()).isEqualTo("canary");
        });
        assertThat(answer.toString()).doesNotContain("canary");
    }

    @Test
    void chapCredentials_when_theDocumentIsNone_areUnauthorised() {
        assertThat(holding(arn -> "{\"user\":\"canary\"}").chapCredentials(FENCE))
                .isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
                    assertThat(answer.failure().kind()).isEqualTo(Kind.UNAUTHORISED);
                    assertThat(answer.failure().detail())
                            .contains("\"password\"")
                            .doesNotContain("canary");
                });
    }

    @Test
    void chapCredentials_when_theSecretCannotBeRead_areUnreachableAndTellTheClassOnly() {
        assertThat(holding(arn -> {
                            throw new IllegalStateException("canary");
                        })
                        .chapCredentials(FENCE))
                .isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
                    assertThat(answer.failure().kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(answer.failure().detail())
                            .contains(FENCE.value(), "IllegalStateException")
                            .doesNotContain("canary");
                });
    }
}
