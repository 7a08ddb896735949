package io.github.outpostrecovery.functions.aws.alarms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

class WatchedMachineTest {
    private static final Ec2InstanceId NEW = new Ec2InstanceId("i-00000000000000002");

    /** An alarm with a value for every setting that this SDK knows, also those that no real alarm has together. */
    private static MetricAlarm everything() {
        MetricAlarm.Builder alarm = MetricAlarm.builder();
        for (SdkField<?> field : alarm.build().sdkFields()) {
            field.set(alarm, sample(field));
        }
        return alarm.build();
    }

    private static Object sample(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.STRING)) {
            return "sample of " + field.memberName();
        } else if (type.equals(MarshallingType.BOOLEAN)) {
            return false;
        } else if (type.equals(MarshallingType.INTEGER)) {
            return 7;
        } else if (type.equals(MarshallingType.DOUBLE)) {
            return 7.5;
        } else if (type.equals(MarshallingType.INSTANT)) {
            return Instant.EPOCH;
        }
        return switch (field.memberName()) {
            case "Dimensions" -> List.of(dimension("InstanceId", "i-00000000000000001"), dimension("Other", "kept"));
            case "Metrics" ->
                List.of(MetricDataQuery.builder().id("m").expression("1").build());
            case String list -> List.of("sample of " + list);
        };
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    @Test
    void changed_losesNoSetting() {
        MetricAlarm before = everything();
        PutMetricAlarmRequest after = WatchedMachine.changed(before, NEW);
        Map<String, SdkField<?>> settings = before.sdkFieldNameToField();
        for (SdkField<?> field : after.sdkFields()) {
            switch (field.memberName()) {
                // Tags are no part of the configuration: PutMetricAlarm ignores them for an alarm that exists.
                case "Tags" -> {}
                case "Dimensions" ->
                    assertThat(after.dimensions())
                            .containsExactly(dimension("InstanceId", NEW.value()), dimension("Other", "kept"));
                case String name ->
                    assertThat((Object) field.getValueOrDefault(after))
                            .as(name)
                            .isNotNull()
                            .isEqualTo(requireNonNull(settings.get(name), name).getValueOrDefault(before));
            }
        }
    }

    @Test
    void of_isEmpty_whenTheAlarmDoesNotWatchOneMachine() {
        assertThat(WatchedMachine.of(MetricAlarm.builder().build())).isEmpty();
        assertThat(WatchedMachine.of(MetricAlarm.builder()
                        .dimensions(
                                dimension("InstanceId", "i-00000000000000001"),
                                dimension("InstanceId", "i-00000000000000002"))
                        .build()))
                .isEmpty();
        assertThat(WatchedMachine.of(MetricAlarm.builder()
                        .dimensions(dimension("InstanceId", "none"))
                        .build()))
                .isEmpty();
    }
}
