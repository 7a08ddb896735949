package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.Optional;

/** CloudWatch alarms. */
public interface Alarms {
    /**
     * Points an alarm at another machine. May be repeated.
     *
     * @return why it could not be done, if so
     */
    Optional<String> watch(AlarmName alarm, Ec2InstanceId machine);

    /** What an alarm says, and of which machine. */
    AlarmState state(AlarmName alarm);

    /** The state of an alarm. */
    sealed interface AlarmState {
        /** CloudWatch answered. */
        record Known(Ec2InstanceId machine, Value value) implements AlarmState {}

        /** It did not, or there is no such alarm. */
        record Unknown(String why) implements AlarmState {}
    }

    /** States of the CloudWatch API. */
    enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
