package io.github.outpostrecovery.storage.flasharray;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.rest.ErrorBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlashArrayErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "Host does not exist., ABSENT",
        "Connection does not exist., ABSENT",
        "No such volume or snapshot, ABSENT",
        "Volume has been destroyed., ABSENT",
        "Host already exists., PRESENT",
        "Host group already exists., PRESENT",
        "Connection already exists., PRESENT",
        "The specified IQN is already in use., PRESENT",
        "The specified host NQN is already in use., PRESENT",
        "The specified NQN is already in use., PRESENT",
        "Host already belongs to a host group., PRESENT",
        "Host cannot be deleted due to existing connections., REFUSAL",
        "Host is connected to a volume which is also connected to the host group., REFUSAL",
        "Connection limit reached., REFUSAL",
        "Anything else., REFUSAL",
        "It does not exist but already exists., REFUSAL",
    })
    void message_when_read_meansWhatItSays(String message, Meaning meaning) {
        assertThat(FlashArrayMessage.meaningOf(message)).isEqualTo(meaning);
        assertThat(FlashArrayErrors.mean(message, meaning)).isTrue();
    }

    @Test
    void body_when_itHasSeveralErrors_givesEachMessageOnceAndWhatItIsAbout() {
        ErrorBody.ArrayError error =
                FlashArrayErrors.read(FakeObjects.json("{'errors':[{'message':'Host does not exist.','context':'a'},"
                        + "{'message':'Host does not exist.','context':'b'},{'message':'Other.','context':null}]}"));

        assertThat(error.code()).isEqualTo("Host does not exist. / Other.");
        assertThat(error.message()).isEqualTo("about a, b");
        assertThat(FlashArrayErrors.mean(error.code(), Meaning.ABSENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'errors':[]}", "{'errors':'x'}", "{'error':{'message':'m'}}"})
    void body_when_itIsNotTheArrays_isEmpty(String body) {
        ErrorBody.ArrayError error = FlashArrayErrors.read(FakeObjects.json(body));

        assertThat(error).isEqualTo(new ErrorBody.ArrayError("", ""));
        assertThat(FlashArrayErrors.mean(error.code(), Meaning.ABSENT)).isFalse();
    }
}
