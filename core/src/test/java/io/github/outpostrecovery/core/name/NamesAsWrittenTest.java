package io.github.outpostrecovery.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is looked at character by character means the same as the patterns by which the formats are written down. */
class NamesAsWrittenTest {
    private static final int TRIES = 200_000;
    private static final String CHARACTERS = "aiz019.-:#!~ _\n\u00e9A";
    private static final Pattern IQN =
            Pattern.compile("iqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[a-z0-9.:-]+)?");
    private static final Pattern NQN = Pattern.compile("nqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9][a-z0-9.-]*:[!-~]+");
    private static final Pattern INSTANCE = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern INCIDENT = Pattern.compile("([^#]+)#([1-9][0-9]{0,8})");

    private final Random random = new Random(7);

    /** Mostly near misses: a legal name with a few characters put in, taken out or replaced. */
    private String near(List<String> legal) {
        StringBuilder name = new StringBuilder(legal.get(random.nextInt(legal.size())));
        for (int change = random.nextInt(4); change > 0; change--) {
            int at = random.nextInt(name.length() + 1);
            String character = "" + CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> name.insert(at, character);
                case 1 -> name.delete(at, Math.min(name.length(), at + 1 + random.nextInt(3)));
                default -> name.replace(at, Math.min(name.length(), at + 1), character);
            }
        }
        return name.toString();
    }

    private void compare(Predicate<String> written, Predicate<String> read, String... legal) {
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            String name = near(List.of(legal));
            assertThat(read.test(name)).as("%s", name).isEqualTo(written.test(name));
            accepted += read.test(name) ? 1 : 0;
        }
        assertThat(accepted).isBetween(TRIES / 20, TRIES * 19 / 20);
    }

    private static boolean isFolded(String name, Pattern pattern) {
        String folded = name.toLowerCase(java.util.Locale.ROOT);
        return folded.length() <= 223 && pattern.matcher(folded).matches();
    }

    @Test
    void isLegal_whenAnyName_agreesWithThePatternOfIscsiNames() {
        compare(
                name -> isFolded(name, IQN),
                Iqn::isLegal,
                "iqn.2006-03.com.amazon.aws:web-01.g1",
                "iqn.1992-08.com.netapp",
                "iqn.2010-12.a",
                "iqn.2010-10.a-b.c:x:y",
                "iqn.2006-03.com:" + "n".repeat(207));
    }

    @Test
    void isLegal_whenAnyName_agreesWithThePatternOfNvmeNames() {
        compare(
                name -> isFolded(name, NQN),
                HostNqn::isLegal,
                "nqn.2014-08.org.nvmexpress:uuid:00000000-0000-8000-8000-000000000000",
                "nqn.2010-12.a:b",
                "nqn.2010-06.com.purestorage:x y",
                "nqn.2014-08.com:" + "n".repeat(207));
    }

    @Test
    void isLegal_whenAnyName_agreesWithThePatternOfInstances() {
        compare(
                name -> INSTANCE.matcher(name).matches(),
                InstanceName::isLegal,
                "web-01",
                "a",
                "a" + "-1".repeat(19) + "z",
                "a".repeat(40));
    }

    @Test
    void parse_whenAnyText_agreesWithThePatternOfIncidents() {
        compare(
                text -> INCIDENT.matcher(text).matches()
                        && INSTANCE.matcher(text.substring(0, text.indexOf('#')))
                                .matches(),
                NamesAsWrittenTest::isIncident,
                "web-01#7",
                "a#1",
                "web#999999999",
                "web#10");
        assertThat(IncidentId.parse("web-01#17")).isEqualTo(new IncidentId(new InstanceName("web-01"), 17));
        assertThatThrownBy(() -> IncidentId.parse("web-01#07")).hasMessageContaining("write the instance, #");
    }

    private static boolean isIncident(String text) {
        try {
            return IncidentId.parse(text).toString().equals(text);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
