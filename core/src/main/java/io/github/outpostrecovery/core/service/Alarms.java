package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.time.Instant;
import java.util.List;
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
        /**
         * CloudWatch answered.
         *
         * @param since when it took that state
         */
        record Known(Ec2InstanceId machine, Value value, Instant since) implements AlarmState {}

        /** It did not, or there is no such alarm. */
        record Unknown(String why) implements AlarmState {}
    }

    /** Whether an alarm would be heard. */
    Wiring wiring(AlarmName alarm);

    /** Whether an alarm would be heard. */
    sealed interface Wiring {
        /** Its actions are enabled, our topic is among them, and missing data counts as breaching. */
        record Sound() implements Wiring {}

        /** It would not be, for these reasons. */
        record Unsound(List<String> why) implements Wiring {
            public Unsound {
                why = List.copyOf(why);
            }
        }

        /** CloudWatch did not say. */
        record Unknown(String why) implements Wiring {}
    }

    /** States of the CloudWatch API. */
    enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
