package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.cli.prompt.MissingAnswersException;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.TerminalPrompts;
import io.github.outpostrecovery.cli.prompt.UnattendedPrompts;
import io.github.outpostrecovery.cli.userdata.MustacheUserDataRenderer;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs the wizard of a test: on a fake account, answered beforehand, by nobody, or by typed lines. */
final class Wizardry {
    static final UUID UNIQUE = UUID.fromString("6f9d1c1e-0b57-4a6e-9d2f-1c2d3e4f5a6b");

    final FakeAccount account;
    final List<String> told = new ArrayList<>();
    final StringWriter screen = new StringWriter();
    final Map<String, List<String>> given = new LinkedHashMap<>();
    final List<Answers> remembered = new ArrayList<>();
    private int drawn;

    Wizardry(String vendor, String protocol) {
        account = new FakeAccount(vendor);
        boolean iscsi = protocol.equals("iscsi");
        String target = iscsi ? "iqn.1992-08.com.example:array" : nqn(vendor);
        int port = iscsi ? 3260 : 4420;
        for (int number = 10; number > 7; number--) {
            account.array.portals.add(new TargetPortal("10.1.0." + number, port, target));
        }
        account.array.volume("/vol/v1/boot").volume("/vol/v1/data10").volume("/vol/v1/data9");
        if (vendor.equals("netapp")) {
            account.array.scopes = io.github.outpostrecovery.core.array.Answer.of(List.of("svm1"));
            account.array.hosts.put("web-01", new java.util.HashSet<>());
        }
    }

    private static String nqn(String vendor) {
        return vendor.equals("netapp")
                ? "nqn.1992-08.com.netapp:sn.1:subsystem.web-01"
                : "nqn.1988-11.com.example:cluster";
    }

    /** Everything that has no default. */
    Wizardry furnished(String vendor, String protocol, String feature, String guest) {
        give("VENDOR", vendor);
        give("PROTOCOL", protocol);
        give("--feature-name", feature);
        give("--guest-os-type", guest);
        give("--instance-name", "web-01");
        give("--subnet-id", FakeAccount.SUBNET.value());
        give("--ami-id", "ami-0a1b2c3d");
        give("--instance-type", "c6id.2xlarge");
        if (vendor.equals("generic")) {
            give(
                    protocol.equals("iscsi") ? "--target-iqn" : "--subsystem-nqn",
                    protocol.equals("iscsi") ? "iqn.2001-04.com.example:storage" : "nqn.2014-08.com.example:storage");
            give(protocol.equals("iscsi") ? "--target-endpoint" : "--subsystem-endpoint", "10.1.0.8");
        } else {
            give("--array-secret", "array");
            give(vendor.equals("netapp") ? "--lun-path" : "--volume-name", "/vol/v1/boot");
        }
        if (vendor.equals("netapp")) {
            give("--svm-name", "svm1");
        }
        return this;
    }

    Wizardry give(String option, String... values) {
        given.put(option, List.of(values));
        return this;
    }

    Wizardry without(String option) {
        given.remove(option);
        return this;
    }

    LaunchOutcome unattended() {
        Answers answers = new Answers(given);
        List<String> missing = MandatoryOptions.missing(answers, Map.of());
        if (!missing.isEmpty()) {
            throw new MissingAnswersException(missing);
        }
        return run(new UnattendedPrompts(told::add));
    }

    /** A person types these lines; when they are over, nobody is there any more. */
    LaunchOutcome typed(String... lines) {
        BufferedReader keyboard = new BufferedReader(new StringReader(String.join("\n", lines) + "\n"));
        return run(new TerminalPrompts(
                keyboard, () -> Optional.ofNullable(keyboard.readLine()), new PrintWriter(screen, true)));
    }

    private LaunchOutcome run(Prompts prompts) {
        return new LaunchWizard(
                        account.cloud(),
                        new MustacheUserDataRenderer(),
                        prompts,
                        new LaunchWizard.Surroundings(
                                Map.of(),
                                () -> new UUID(
                                        UNIQUE.getMostSignificantBits(), UNIQUE.getLeastSignificantBits() + drawn++),
                                new Patience(Duration.ofHours(1), told::add),
                                remembered::add))
                .run(new Answers(given), LaunchWizard.Waiting.UNTIL_ATTACHED);
    }
}
