package io.github.outpostrecovery.lab.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RememberedAccessTest {
    private final StateLock state = new StateLock(new Agenda(Instant.EPOCH, Pace.VIRTUAL));
    private final Set<String> admitted = new TreeSet<>();
    private int asked;
    private final RememberedAccess access = new RememberedAccess(state, new AccessRules() {
        @Override
        public Optional<String> refusal(LoginAttempt attempt) {
            return Optional.empty();
        }

        @Override
        public List<VisibleVolume> visible(Session session) {
            return List.of();
        }

        @Override
        public String senseOfInvisible(Session session) {
            return "";
        }

        @Override
        public Set<String> initiatorsWithAccess(String volume) {
            asked++;
            return new TreeSet<>(admitted);
        }

        @Override
        public JsonNode accessState() {
            return JsonNodeFactory.instance.nullNode();
        }

        @Override
        public Duration keepAlive(Session session) {
            return Duration.ZERO;
        }
    });

    private Set<String> look() {
        return state.pass(turn -> access.initiatorsWithAccess("v"));
    }

    @Test
    void initiatorsWithAccess_whenNothingMayHaveChanged_asksTheRulesOnce() {
        look();
        look();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void initiatorsWithAccess_whenATurnHasChangedSomething_asksAgain() {
        assertThat(look()).isEmpty();
        state.hold(turn -> admitted.add("a"));
        assertThat(look()).containsExactly("a");
    }

    @Test
    void initiatorsWithAccess_duringATurnThatChangesSomething_neverRemembers() {
        look();
        state.hold(turn -> {
            assertThat(look()).isEmpty();
            admitted.add("a");
            assertThat(look()).containsExactly("a");
            return admitted.add("b");
        });
        assertThat(look()).containsExactly("a", "b");
    }

    @Test
    void initiatorsWithAccess_whenAChangingTurnBeginsWithinAPassingOne_asksAgain() {
        look();
        state.pass(turn -> {
            assertThat(look()).isEmpty();
            state.hold(inner -> admitted.add("a"));
            assertThat(look()).containsExactly("a");
            admitted.add("b");
            return assertThat(look()).containsExactly("a", "b");
        });
        assertThat(look()).containsExactly("a", "b");
    }
}
