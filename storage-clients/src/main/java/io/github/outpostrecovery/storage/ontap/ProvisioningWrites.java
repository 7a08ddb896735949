package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the end of a request means for a plan. A plan is made only where the name is not there; so a name that is there after all
 * was brought in by a request of somebody else's, or by an earlier one that landed late and may land again.
 */
final class ProvisioningWrites {
    private ProvisioningWrites() {}

    /** The end of a request that brings a name in. */
    static ChangeOutcome named(Initiator initiator, OntapWrite end) {
        return switch (end) {
            case OntapWrite.Done(JsonNode json) -> new ChangeOutcome.Made();
            case OntapWrite.Refused refused when refused.means(Meaning.PRESENT) -> there(initiator, refused.failure());
            case OntapWrite.Refused(ArrayFailure failure) -> new ChangeOutcome.Refused(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> new ChangeOutcome.InDoubt(failure);
        };
    }

    /** The end of a request that makes an object with a name in it: if its own name is taken, the other one may be there too. */
    static ChangeOutcome created(
            Initiator initiator,
            OntapWrite end,
            Function<Set<Initiator>, Answer<Map<Initiator, Set<AccessObject>>>> holders) {
        if (end instanceof OntapWrite.Refused refused && refused.means(Meaning.PRESENT)) {
            return switch (holders.apply(Set.of(initiator))) {
                case Answer.Answered<Map<Initiator, Set<AccessObject>>>(Map<Initiator, Set<AccessObject>> found) ->
                    found.isEmpty()
                            ? new ChangeOutcome.Refused(refused.failure())
                            : there(initiator, refused.failure());
                case Answer.Unanswered<Map<Initiator, Set<AccessObject>>>(ArrayFailure failure) ->
                    new ChangeOutcome.InDoubt(failure);
                case Answer.NotOffered<Map<Initiator, Set<AccessObject>>>() ->
                    new ChangeOutcome.Refused(refused.failure());
            };
        }
        return named(initiator, end);
    }

    private static ChangeOutcome there(Initiator initiator, ArrayFailure failure) {
        return new ChangeOutcome.InDoubt(new ArrayFailure(
                Kind.REFUSED,
                failure.code(),
                initiator
                        + " came to the array since the plan was made, by a request of somebody else's or by an earlier"
                        + " one that landed late: take a new name; " + failure.detail()));
    }

    /** The look that a request needs failed, so it was not sent. */
    static ChangeOutcome notLookedAt(ArrayFailure failure) {
        return new ChangeOutcome.Refused(
                new ArrayFailure(failure.kind(), failure.code(), "nothing was sent: " + failure.detail()));
    }

    /** A change that no plan of this client has. */
    static ChangeOutcome notPlanned(Change change) {
        return new ChangeOutcome.Refused(
                new ArrayFailure(Kind.REFUSED, "", "nothing was sent: ONTAP has no such change: " + change.line()));
    }
}
