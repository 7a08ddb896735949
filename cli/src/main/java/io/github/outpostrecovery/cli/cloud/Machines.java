package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.Map;
import java.util.Optional;

/** Launches and ends instances for a person. Each method fails with {@link CloudTroubleException} if it was not answered. */
public interface Machines {
    /**
     * Launches one instance. May be repeated with the same token: one token, one machine.
     *
     * @param token the client token, at most 64 ASCII characters
     */
    Launch launch(MachineSpecification specification, String token);

    /** Ends an instance. Repeating it changes nothing. */
    void terminate(Ec2InstanceId id);

    /** Puts tags on an instance, in place of those of the same key. */
    void tag(Ec2InstanceId id, Map<String, String> tags);

    /** How a launch ended. */
    sealed interface Launch {
        /** There is a machine; it may not be running yet. */
        record Launched(Ec2InstanceId id, Optional<OutpostArn> outpost) implements Launch {}

        /** EC2 refused, and made none. */
        record Refused(String code, String message) implements Launch {}

        /** No answer: there may be one, and the same token finds it. */
        record Unknown(String why) implements Launch {}
    }
}
