package io.github.outpostrecovery.core.control;

import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionTest {
    private static final KillSwitch RELEASED = new KillSwitch.Released();
    private static final KillSwitch THROWN = new KillSwitch.Thrown(NOON, "ann", "firmware");
    private static final MaintenanceWindow WINDOW =
            new MaintenanceWindow(WEB, NOON, NOON.plus(Duration.ofHours(1)), "bob", "patch day");

    @ParameterizedTest
    @CsvSource({
        "ALARM,      0, MAINTENANCE",
        "ALARM,   3599, MAINTENANCE",
        "ALARM,     -1, NONE",
        "ALARM,   3600, NONE",
        "RECONCILER, 0, MAINTENANCE",
        "RECONCILER, 3600, NONE",
        "READINESS,  0, MAINTENANCE",
        "MANUAL,     0, NONE",
        "PLANNED,    0, NONE"
    })
    void window_withholdsWhatNobodyHasAskedFor_whileItIsOpen(Trigger trigger, int second, String expected) {
        Instant now = NOON.plusSeconds(second);
        assertThat(by(Permission.of(RELEASED, Optional.of(WINDOW), trigger, now)))
                .isEqualTo(expected);
        assertThat(by(Permission.of(RELEASED, Optional.empty(), trigger, now))).isEqualTo("NONE");
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void killSwitch_withholdsEverything(Trigger trigger) {
        assertThat(by(Permission.of(THROWN, Optional.empty(), trigger, NOON))).isEqualTo("KILL_SWITCH");
        assertThat(by(Permission.of(THROWN, Optional.of(WINDOW), trigger, NOON)))
                .isEqualTo("KILL_SWITCH");
    }

    @ParameterizedTest
    @EnumSource(Permission.By.class)
    void withheld_saysWhoAndWhy(Permission.By by) {
        Permission permission = switch (by) {
            case KILL_SWITCH -> Permission.of(THROWN, Optional.empty(), Trigger.MANUAL, NOON);
            case MAINTENANCE -> Permission.of(RELEASED, Optional.of(WINDOW), Trigger.ALARM, NOON);
        };
        assertThat(permission)
                .isInstanceOfSatisfying(
                        Permission.Withheld.class,
                        withheld -> assertThat(withheld.why())
                                .containsAnyOf("thrown at " + NOON + " by ann: firmware", "by bob: patch day"));
    }

    private static String by(Permission permission) {
        return switch (permission) {
            case Permission.Granted() -> "NONE";
            case Permission.Withheld(var by, String why) -> by.name();
        };
    }
}
