package io.github.outpostrecovery.lab.simulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static Secrets of(String... all) {
        Secrets secrets = new Secrets();
        for (String secret : all) {
            secrets.add(secret);
        }
        return secrets;
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct-horse", "say correct-horse", "correct-horse it is", "correct-correct-horse-horse"})
    void isIn_whenTheTextHoldsOne_findsItWhereverItStands(String text) {
        assertThat(of("another-secret", "correct-horse").isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct-h", "correct-hors", "correct-hearse", "Correct-horse"})
    void isIn_whenOnlyItsBeginningIsThere_findsNothing(String text) {
        assertThat(of("correct-horse").isIn(text)).isFalse();
    }

    @Test
    void isIn_whenTwoSecretsBeginAlike_findsEither() {
        Secrets secrets = of("beginning-one", "beginning-two");

        assertThat(secrets.isIn("the beginning-two")).isTrue();
        assertThat(secrets.isIn("the beginning-one")).isTrue();
        assertThat(secrets.isIn("the beginning-six")).isFalse();
    }

    @Test
    void isIn_whenTheSecretIsTooShortToBeTold_findsNothing() {
        assertThat(of("12345678").isIn("12345678")).isFalse();
        assertThat(of("123456789").isIn("123456789")).isTrue();
    }

    @Test
    void isIn_whenCharactersAreNotLatin_findsIt() {
        assertThat(of("пароль-пароль").isIn("вот пароль-пароль")).isTrue();
    }
}
