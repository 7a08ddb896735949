package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import java.util.List;
import java.util.Set;

/**
 * What the error codes of {@code RunInstances} mean for a launch (EC2 API reference, "Error codes for the Amazon EC2 API").
 * None of them leaves a machine behind.
 */
final class LaunchRefusal {
    private static final String TOKEN_USED_OTHERWISE = "IdempotentParameterMismatch";

    /** Another server, subnet or moment may do. */
    private static final Set<String> OF_THE_TARGET = Set.of(
            // The machine that this token once made is over, and no other will be made under it.
            "IdempotentInstanceTerminated",
            "HostAlreadyCoveredByReservation",
            "IncompatibleHostRequirements",
            "InvalidAvailabilityZone",
            "InvalidHostState",
            "InvalidIPAddress.InUse",
            "InvalidNetworkInterface.InUse",
            "InvalidNetworkInterfaceID.NotFound",
            "InvalidPrivateIPAddress.InUse",
            "InvalidSubnet",
            "InvalidSubnet.Conflict",
            "InvalidSubnetID.NotFound",
            "MaxIOPSLimitExceeded",
            "PrivateIpAddressInUse",
            "UnavailableHostRequirements",
            "UnknownVolumeType",
            "VolumeTypeNotAvailableInZone",
            "ZonesMismatched");

    /** {@code InsufficientInstanceCapacity}, {@code InsufficientFreeAddressesInSubnet}, {@code UnsupportedOperation} ... */
    private static final List<String> BEGINNINGS_OF_THE_TARGET = List.of("Insufficient", "Unsupported", "Outpost");

    /** {@code InstanceLimitExceeded}, {@code VcpuLimitExceeded} ... */
    private static final String QUOTA = "LimitExceeded";

    /** EC2 turns a request down before it looks at it ("Request throttling for the Amazon EC2 API"). */
    private static final Set<String> TOO_MANY =
            Set.of("RequestLimitExceeded", "RequestThrottled", "Throttling", "ThrottlingException");

    private LaunchRefusal() {}

    /** Whether nothing is wrong with the request but its moment. */
    static boolean isOfTheMoment(String code) {
        return TOO_MANY.contains(code);
    }

    static Reason reason(String code) {
        if (code.equals(TOKEN_USED_OTHERWISE)) {
            return Reason.TOKEN_MISMATCH;
        }
        if (isOfTheMoment(code)) {
            return Reason.BUSY;
        }
        boolean ofTheTarget = OF_THE_TARGET.contains(code)
                || code.endsWith(QUOTA)
                || BEGINNINGS_OF_THE_TARGET.stream().anyMatch(code::startsWith);
        return ofTheTarget ? Reason.TARGET : Reason.REQUEST;
    }
}
