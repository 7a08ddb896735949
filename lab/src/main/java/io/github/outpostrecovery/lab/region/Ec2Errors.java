package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import java.util.Set;

/** Error codes of the EC2 API (EC2 API reference, "Error codes"), and what they mean for a launch. */
final class Ec2Errors {
    static final String NO_CAPACITY = "InsufficientInstanceCapacity";
    static final String UNSUPPORTED = "UnsupportedOperation";
    static final String TOKEN_MISMATCH = "IdempotentParameterMismatch";

    private static final Set<String> OF_THE_TARGET = Set.of(
            NO_CAPACITY,
            "InsufficientAddressCapacity",
            "InsufficientFreeAddressesInSubnet",
            "InstanceLimitExceeded",
            "VcpuLimitExceeded",
            "InvalidIPAddress.InUse");

    private Ec2Errors() {}

    static LaunchOutcome refused(String code, String message) {
        Reason reason = code.equals(TOKEN_MISMATCH)
                ? Reason.TOKEN_MISMATCH
                : OF_THE_TARGET.contains(code) ? Reason.TARGET : Reason.REQUEST;
        return new LaunchOutcome.Refused(reason, code, message);
    }
}
