package io.github.outpostrecovery.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final String ARABIC_DIGIT = "\u0661";
    private static final String FULL_WIDTH_DIGIT = "\uff11";
    private static final String ARN = "arn:aws:states:eu-central-1:123456789012:execution:";

    /** A kind of name, values that it takes, and values that it must refuse. */
    private record Kind(String name, Function<String, Object> parse, List<String> legal, List<String> illegal) {}

    private static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "instance",
                        InstanceName::new,
                        List.of("a", "web-01", "a-b", "a0", "a".repeat(40)),
                        List.of("A", "Web-01", "1web", "-web", "web-", "web_01", "web.01", "a".repeat(41), "wéb")),
                new Kind(
                        "array",
                        ArrayName::new,
                        List.of("a", "array-1", "Array_1.b", "a".repeat(63)),
                        List.of("-a", ".a", "_a", "a/b", "a".repeat(64), "arräy")),
                new Kind(
                        "alarm",
                        AlarmName::new,
                        List.of("a", "Outpost recovery: web-01", "a".repeat(255)),
                        List.of("a".repeat(256), "a\tb", "älarm", "\u007f")),
                new Kind(
                        "execution",
                        ExecutionArn::new,
                        List.of(
                                ARN + "recovery:web-01",
                                ARN + "a".repeat(80) + ":" + "b".repeat(90),
                                "arn:aws-us-gov:states:us-gov-west-1:123456789012:execution:r:x",
                                "arn:aws-cn:states:cn-north-1:123456789012:execution:r:x"),
                        List.of(
                                ARN + "recovery",
                                ARN + "recovery:",
                                ARN + "recovery:a:b",
                                ARN + "recovery:a b",
                                ARN + "a".repeat(81) + ":b",
                                ARN + "a:" + "b".repeat(91),
                                "arn:aws:states:eu-central-1:12345678901:execution:r:x",
                                "arn:aws:states:eu-central-1:123456789012:stateMachine:r:x")),
                new Kind(
                        "machine",
                        Ec2InstanceId::new,
                        List.of("i-01234567", "i-0123456789abcdef0"),
                        List.of(
                                "i-0123456",
                                "i-012345678",
                                "i-0123456789abcdef01",
                                "I-01234567",
                                "i-0123456G",
                                "i_01234567")),
                new Kind(
                        "launch template",
                        LaunchTemplateId::new,
                        List.of("lt-01234567", "lt-0123456789abcdef0"),
                        List.of("lt-0123456", "lt-0123456789abcdef01", "LT-01234567", "lt-0123456X")),
                new Kind(
                        "subnet",
                        SubnetId::new,
                        List.of("subnet-01234567", "subnet-0123456789abcdef0"),
                        List.of("subnet-0123456", "subnet-0123456789abcdef01", "Subnet-01234567")),
                new Kind(
                        "Outpost",
                        OutpostArn::new,
                        List.of(
                                "arn:aws:outposts:eu-central-1:123456789012:outpost/op-0123456789abcdef0",
                                "arn:aws-us-gov:outposts:us-gov-west-1:123456789012:outpost/op-0123456789abcdef0"),
                        List.of(
                                "op-0123456789abcdef0",
                                "arn:aws:outposts:eu-central-1:123456789012:outpost/op-0123456789abcdef",
                                "arn:aws:outposts:eu-central-1:123456789012:outpost/op-0123456789ABCDEF0",
                                "arn:aws:outposts::123456789012:outpost/op-0123456789abcdef0")),
                new Kind(
                        "secret",
                        SecretArn::new,
                        List.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:array-1/fence-AbCdEf"),
                        List.of(
                                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:",
                                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a b",
                                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + "a".repeat(513),
                                "arn:aws:ssm:eu-central-1:123456789012:parameter/a")),
                new Kind(
                        "volume",
                        VolumeName::new,
                        List.of("v", "/vol/web01/boot", "pod::web-01-boot", "a".repeat(512)),
                        List.of("a".repeat(513), "a,b", "a*", "*", "a\tb", "völ", "a\u00a0b", "\u007f")),
                new Kind(
                        "client token",
                        ClientToken::new,
                        List.of("t", "a".repeat(64)),
                        List.of("a".repeat(65), "a b", "tökn")),
                new Kind(
                        "incident",
                        IncidentId::parse,
                        List.of("web-01#1", "web-01#999999999"),
                        List.of(
                                "web-01",
                                "web-01#",
                                "web-01#0",
                                "web-01#01",
                                "web-01#-1",
                                "web-01#+1",
                                "web-01#1#2",
                                "#1",
                                "Web-01#1",
                                "web-01#1000000000",
                                "web-01#" + ARABIC_DIGIT,
                                "web-01 #1")),
                new Kind(
                        "IQN",
                        Iqn::new,
                        List.of(
                                "iqn.2006-03.com.amazon.aws:web-01",
                                "iqn.1998-01.com.vmware:esx-1:2",
                                "iqn.2010-06.com.purestorage",
                                "iqn.2006-03.com.x:" + "a".repeat(205)),
                        List.of(
                                "iqn.2006-13.com.amazon:x",
                                "iqn.2006-00.com.amazon:x",
                                "iqn.206-03.com.amazon:x",
                                "iqn.2006-03.com.amazon:",
                                "iqn.2006-03.:x",
                                "iqn.2006-03.com.amazon.:x",
                                "iqn.2006-03.com.amazon:x_y",
                                "iqn.2006-03.com.amazon:x/y",
                                "eui.02004567a425678d",
                                "iqn.2006-03.com.x:" + "a".repeat(206))),
                new Kind(
                        "host NQN",
                        HostNqn::new,
                        List.of(
                                "nqn.2014-08.org.nvmexpress:uuid:6f2f5e0e-3c3a-4a52-8f2c-0a8f6a1f0c11",
                                "nqn.2010-06.com.example:Some_Host/1",
                                "nqn.2006-03.com.x:" + "a".repeat(205)),
                        List.of(
                                "nqn.2014-08.org.nvmexpress",
                                "nqn.2014-08.org.nvmexpress:",
                                "nqn.2014-20.org.nvmexpress:uuid:1",
                                "nqn.2014-08.org.nvmexpress:é",
                                "nqn.2006-03.com.x:" + "a".repeat(206))));
    }

    static Stream<Arguments> legal() {
        return kinds().stream().flatMap(kind -> kind.legal().stream().map(value -> Arguments.of(kind, value)));
    }

    /** What every kind must refuse, made from its first legal value, and what it must refuse in particular. */
    static Stream<Arguments> illegal() {
        return kinds().stream().flatMap(kind -> {
            String good = kind.legal().getFirst();
            Stream<String> everywhere = Stream.of(
                    "",
                    " ",
                    good + "\n",
                    good + "\r\n",
                    "\n" + good,
                    good + "\u2028",
                    good + "\u0000",
                    good + ARABIC_DIGIT,
                    good + FULL_WIDTH_DIGIT);
            Stream<String> spaces = kind.name().equals("alarm") ? Stream.of() : Stream.of(good + " ", " " + good);
            return Stream.of(everywhere, spaces, kind.illegal().stream())
                    .flatMap(values -> values)
                    .filter(value -> !(kind.name().equals("alarm") && value.equals(" ")))
                    // An execution's name may hold letters of any script (Step Functions API reference,
                    // StartExecution).
                    .filter(value -> !(kind.name().equals("execution")
                            && (value.endsWith(ARABIC_DIGIT)
                                    || value.endsWith(FULL_WIDTH_DIGIT)
                                    || value.endsWith("\u2028")
                                    || value.endsWith("\u0000"))))
                    .map(value -> Arguments.of(kind, value));
        });
    }

    @ParameterizedTest
    @MethodSource("legal")
    void parse_returnsWhatWasWritten_whenLegal(Kind kind, String value) {
        boolean folds = kind.name().equals("IQN") || kind.name().equals("host NQN");
        String expected = folds ? value.toLowerCase(java.util.Locale.ROOT) : value;
        String written = kind.parse().apply(value).toString();
        assertThat(written).isEqualTo(expected);
        assertThat(kind.parse().apply(written)).isEqualTo(kind.parse().apply(value));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void parse_isRefused_whenIllegal(Kind kind, String value) {
        assertThatThrownBy(() -> kind.parse().apply(value))
                .as("%s \"%s\"", kind.name(), value)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 16_383})
    void lunId_isTaken_whenInRange(int number) {
        assertThat(new LunId(number)).hasToString(Integer.toString(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 16_384, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void lunId_isRefused_whenOutOfRange(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LunId(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void generation_isRefused_whenNotCountedFromOne(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Generation(number));
        assertThatIllegalArgumentException().isThrownBy(() -> new IncidentId(new InstanceName("web-01"), number));
    }

    @Test
    void generation_neverWrapsAround_whenTheLastOneIsUsed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Generation(Integer.MAX_VALUE).next());
    }

    @Test
    void generation_isOrderedByNumber() {
        Generation ninth = new Generation(9);
        assertThat(ninth.next()).isEqualTo(new Generation(10)).isGreaterThan(ninth);
        assertThat(ninth.isOlderThan(ninth.next())).isTrue();
        assertThat(ninth.isOlderThan(ninth)).isFalse();
        assertThat(ninth.next().isOlderThan(ninth)).isFalse();
    }
}
