package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Launches one machine from a pinned template version, with the generation's names in its user data.
 *
 * <p>The request is a function of the order and of the template version, which never changes. Repeated, it is the same to
 * the byte: the same client token with other parameters would be refused with {@code IdempotentParameterMismatch} (EC2 API
 * developer guide, "Ensuring idempotency").
 */
final class InstanceLaunch {
    private static final String ACTION = "ec2:RunInstances";
    private static final String NO_MARKER = "UserDataWithoutMarker";

    private final Supplier<Ec2Client> ec2;
    private final LaunchTemplates templates;
    private final MachineTags tags;
    private final LaunchedMachines machines;

    InstanceLaunch(Supplier<Ec2Client> ec2, LaunchTemplates templates, MachineTags tags) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
        this.templates = requireNonNull(templates, "templates is null");
        this.tags = requireNonNull(tags, "tags is null");
        this.machines = new LaunchedMachines(ec2);
    }

    LaunchOutcome launch(LaunchOrder order) {
        Reply<List<Instance>> reply = templates
                .pinned(order.target())
                .then(template -> request(order, template))
                .then(this::run);
        return switch (reply) {
            case Reply.Answered<List<Instance>>(var instances) -> machines.launched(instances);
            case Reply.Refused<List<Instance>>(String code, String message) -> refused(code, message);
            case Reply.Unanswered<List<Instance>>(String why) -> new LaunchOutcome.Unknown(why);
        };
    }

    /** All that was sent was throttled, if the last was: {@link OneAnswer} repeats nothing else. */
    private Reply<List<Instance>> run(RunInstancesRequest request) {
        return Reply.<Reply<List<Instance>>>to(ACTION, () -> {
                    try {
                        return new Reply.Answered<>(
                                ec2.get().runInstances(request).instances());
                    } catch (AwsServiceException answer) {
                        AwsErrorDetails details = answer.awsErrorDetails();
                        if (details == null
                                || details.errorCode() == null
                                || !LaunchRefusal.isOfTheMoment(details.errorCode())) {
                            throw answer;
                        }
                        return new Reply.Refused<List<Instance>>(
                                details.errorCode(), ACTION + " is asked for too often just now");
                    }
                })
                .then(reply -> reply);
    }

    /** A machine whose user data has no place for its name would log in under another. */
    private Reply<RunInstancesRequest> request(LaunchOrder order, PinnedTemplate template) {
        Optional<TemplateUserData> userData =
                template.userData().filter(data -> data.carriesMarkersFor(order.initiators()));
        return userData.<Reply<RunInstancesRequest>>map(
                        data -> new Reply.Answered<>(RunRequest.of(template, order.target(), tags.of(order, template))
                                .userData(data.encodeFor(order.initiators()))
                                .clientToken(order.token().value())
                                .overrideConfiguration(OneAnswer.configuration())
                                .build()))
                .orElseGet(() -> new Reply.Refused<>(
                        NO_MARKER,
                        "the user data of " + template + " has no marker for each of " + order.initiators()));
    }

    private LaunchOutcome refused(String code, String message) {
        Reason reason = LaunchRefusal.reason(code);
        return new LaunchOutcome.Refused(reason, code, message + Permission.adviceOn(code, tags.stack()));
    }
}
