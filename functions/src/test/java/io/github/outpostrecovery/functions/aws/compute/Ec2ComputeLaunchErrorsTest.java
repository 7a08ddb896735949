package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.INSTANCE_ID;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.OUTPOST;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.error;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Launched;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Refused;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Unknown;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes and their series as the EC2 API reference lists them under "Error codes". */
class Ec2ComputeLaunchErrorsTest {
    private static final String ACTION = "RunInstances";
    private static final LaunchOrder ORDER = ComputeAtTheWire.iscsiOrder();
    private static final String LAUNCHED = Ec2Answers.launched(Ec2Answers.instance(INSTANCE_ID, "pending", OUTPOST));

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    @BeforeEach
    void template() {
        wire.aws.answer("DescribeLaunchTemplateVersions", Ec2Answers.template("@OUTPOST_RECOVERY_INITIATOR_IQN@", ""));
    }

    private LaunchOutcome launch() {
        return wire.compute.launch(ORDER);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InsufficientInstanceCapacity, TARGET",
        "500, InsufficientCapacity, TARGET",
        "500, InsufficientHostCapacity, TARGET",
        "500, InsufficientReservedInstanceCapacity, TARGET",
        "500, InsufficientVolumeCapacity, TARGET",
        "500, InsufficientAddressCapacity, TARGET",
        "400, InsufficientInstanceCapacity, TARGET",
        "400, InsufficientCapacityOnHost, TARGET",
        "400, InsufficientFreeAddressesInSubnet, TARGET",
        "400, InstanceLimitExceeded, TARGET",
        "400, VcpuLimitExceeded, TARGET",
        "400, VolumeLimitExceeded, TARGET",
        "400, MaxIOPSLimitExceeded, TARGET",
        "400, Unsupported, TARGET",
        "400, UnsupportedOperation, TARGET",
        "400, UnsupportedHibernationConfiguration, TARGET",
        "400, UnsupportedInstanceTypeOnHost, TARGET",
        "400, InvalidSubnetID.NotFound, TARGET",
        "400, InvalidSubnet, TARGET",
        "400, InvalidSubnet.Conflict, TARGET",
        "400, InvalidIPAddress.InUse, TARGET",
        "400, InvalidPrivateIPAddress.InUse, TARGET",
        "400, PrivateIpAddressInUse, TARGET",
        "400, InvalidNetworkInterface.InUse, TARGET",
        "400, InvalidNetworkInterfaceID.NotFound, TARGET",
        "400, InvalidAvailabilityZone, TARGET",
        "400, InvalidHostState, TARGET",
        "400, HostAlreadyCoveredByReservation, TARGET",
        "400, IncompatibleHostRequirements, TARGET",
        "400, UnavailableHostRequirements, TARGET",
        "400, UnknownVolumeType, TARGET",
        "400, VolumeTypeNotAvailableInZone, TARGET",
        "400, ZonesMismatched, TARGET",
        "400, OutpostCapacityExceeded, TARGET",
        "400, IdempotentInstanceTerminated, TARGET",
        "400, IdempotentParameterMismatch, TOKEN_MISMATCH",
        "403, UnauthorizedOperation, REQUEST",
        "403, AccessDenied, REQUEST",
        "400, InvalidLaunchTemplateId.NotFound, REQUEST",
        "400, InvalidLaunchTemplateId.VersionNotFound, REQUEST",
        "400, InvalidAMIID.NotFound, REQUEST",
        "400, InvalidAMIID.Unavailable, REQUEST",
        "400, InvalidKeyPair.NotFound, REQUEST",
        "400, InvalidGroup.NotFound, REQUEST",
        "400, InvalidParameterCombination, REQUEST",
        "400, InvalidUserData.Malformed, REQUEST",
        "400, SomethingNew, REQUEST",
    })
    void launch_whenEc2Refuses_isRefusedAtTheFirstRequest(int status, String code, Reason reason) {
        wire.aws.answer(ACTION, error(status, code, "The reason."), ok(LAUNCHED));

        assertThat(launch()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).startsWith("The reason.");
        });
        assertThat(wire.aws.requests(ACTION)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "500, InternalFailure",
        "503, ServiceUnavailable",
        "503, Unavailable",
        "504, SomethingNew",
        "400, RequestExpired",
        "400, ExpiredToken",
        "400, RequestInProgress",
        "408, RequestTimeout",
        "401, AuthFailure",
    })
    void launch_whenTheAnswerLeavesItOpen_isUnknownAndSentOnce(int status, String code) {
        wire.aws.answer(ACTION, error(status, code, "The reason."), ok(LAUNCHED));

        assertThat(launch()).isInstanceOf(Unknown.class);
        assertThat(wire.aws.requests(ACTION)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"403", "404", "500", "502"})
    void launch_whenSomebodyElseAnswers_isUnknown(int status) {
        wire.aws.answer(ACTION, new ScriptedAws.Answer.Status(status, "", "<html><body>Sign in</body></html>"));

        assertThat(launch()).isInstanceOf(Unknown.class);
    }

    @Test
    void launch_whenTheConnectionDrops_isUnknownAndSentOnce() {
        wire.aws.answer(ACTION, new ScriptedAws.Answer.Dropped(), ok(LAUNCHED));

        assertThat(launch()).isInstanceOf(Unknown.class);
        assertThat(wire.aws.requests(ACTION)).hasSize(1);
    }

    @Test
    void launch_whenNothingListens_isUnknown() {
        wire.aws.close();

        assertThat(launch()).isInstanceOf(Unknown.class);
    }

    @Test
    void launch_whenItWasAppliedAndAnswered500_isFoundByItsTokenAndMadeOnce() {
        wire.aws
                .answer(ACTION, error(500, "InternalError", "no"), ok(LAUNCHED))
                .answer(
                        "DescribeInstances",
                        Ec2Answers.listed("", Ec2Answers.instance(INSTANCE_ID, "pending", OUTPOST)));

        assertThat(launch()).isInstanceOf(Unknown.class);
        assertThat(wire.compute.find(ORDER.token())).isInstanceOf(LookUp.Found.class);
        assertThat(launch()).isInstanceOf(Launched.class);
        assertThat(wire.aws.requests(ACTION).getFirst())
                .isEqualTo(wire.aws.requests(ACTION).getLast());
    }

    @ParameterizedTest
    @CsvSource({"503, RequestLimitExceeded", "400, Throttling", "400, ThrottlingException"})
    void launch_whenThrottled_sendsTheSameRequestAgain(int status, String code) {
        wire.aws.answer(ACTION, error(status, code, "slow down"), ok(LAUNCHED));

        assertThat(launch()).isInstanceOf(Launched.class);
        assertThat(wire.aws.requests(ACTION)).hasSize(2);
        assertThat(wire.aws.requests(ACTION).getFirst())
                .isEqualTo(wire.aws.requests(ACTION).getLast());
    }

    @Test
    void launch_whenThrottledForLong_isRefusedForNow() {
        wire.aws.answer(ACTION, error(503, "RequestLimitExceeded", "slow down"));

        assertThat(launch())
                .isEqualTo(new Refused(
                        Reason.BUSY, "RequestLimitExceeded", "ec2:RunInstances is asked for too often just now"));
        assertThat(wire.aws.requests(ACTION)).hasSize(3);
    }

    /** The refusal of a second request would hide that the first may yet make a machine. */
    @Test
    void launch_whenAnAnswerIsLost_doesNotTakeALaterRefusalForIt() {
        wire.aws.answer(ACTION, error(500, "InternalError", "no"), error(400, "InvalidAMIID.Unavailable", "no"));

        assertThat(launch()).isInstanceOf(Unknown.class);
    }

    @Test
    void launch_whenNotPermitted_saysWhatToDoAndLeavesTheEncodedMessageOut() {
        wire.aws.answer(
                ACTION,
                error(
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation.\n"
                                + "  Encoded authorization failure message: 4GXmAb"));

        assertThat(launch())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith("You are not authorized to perform this operation. (")
                                .contains("outpost-recovery:stack=engine")
                                .doesNotContain("4GXmAb")
                                .doesNotContain("\n"));
    }
}
