package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.Outpost.Hardware;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.aws.compute.ServerCapacity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.outposts.OutpostsClient;
import software.amazon.awssdk.services.outposts.model.InstanceTypeItem;

/** Outposts, and what they offer. */
final class OutpostLists {
    private static final Set<String> NONE = Set.of("NotFoundException");

    private final Supplier<OutpostsClient> outposts;
    private final Compute compute;

    /**
     * Asks nothing yet.
     *
     * @param compute says whether the Region reaches a server
     */
    OutpostLists(Supplier<OutpostsClient> outposts, Compute compute) {
        this.outposts = requireNonNull(outposts, "outposts is null");
        this.compute = requireNonNull(compute, "compute is null");
    }

    Optional<Outpost> outpost(OutpostArn arn) {
        return Asking.unless(
                        NONE,
                        "outposts:GetOutpost",
                        arn.value(),
                        () -> Optional.ofNullable(outposts.get()
                                .getOutpost(request -> request.outpostId(arn.value()))
                                .outpost()))
                .map(this::read);
    }

    List<Outpost> outposts() {
        return Asking.of(
                "outposts:ListOutposts",
                "the Outposts of this account",
                () -> outposts.get().listOutpostsPaginator(request -> {}).outposts().stream()
                        .map(this::read)
                        .toList());
    }

    List<OfferedType> instanceTypes(OutpostArn outpost) {
        List<String> types = Asking.of(
                "outposts:GetOutpostInstanceTypes",
                outpost.value(),
                () -> outposts
                        .get()
                        .getOutpostInstanceTypesPaginator(request -> request.outpostId(outpost.value()))
                        .instanceTypes()
                        .stream()
                        .map(InstanceTypeItem::instanceType)
                        .filter(Objects::nonNull)
                        .toList());
        Optional<ServerCapacity> capacity = capacity(outpost);
        return types.stream()
                .map(type -> new OfferedType(
                        type,
                        capacity.map(known -> OptionalInt.of(Math.toIntExact(known.free(type))))
                                .orElseGet(OptionalInt::empty)))
                .toList();
    }

    /** Empty if it cannot be found out: only the owner of an Outpost sees its hardware. */
    private Optional<ServerCapacity> capacity(OutpostArn outpost) {
        try {
            return Optional.of(Asking.of(
                    "outposts:ListAssets",
                    outpost.value(),
                    () -> new ServerCapacity(
                            outposts
                                    .get()
                                    .listAssetsPaginator(request -> request.outpostIdentifier(outpost.value()))
                                    .assets()
                                    .stream()
                                    .toList(),
                            outposts
                                    .get()
                                    .listAssetInstancesPaginator(request -> request.outpostIdentifier(outpost.value()))
                                    .assetInstances()
                                    .stream()
                                    .toList())));
        } catch (CloudTroubleException unknown) {
            return Optional.empty();
        }
    }

    private Outpost read(software.amazon.awssdk.services.outposts.model.Outpost found) {
        OutpostArn arn = new OutpostArn(found.outpostArn());
        Hardware hardware = found.supportedHardwareType() == null
                ? Hardware.OTHER
                : switch (found.supportedHardwareType()) {
                    case RACK -> Hardware.RACK;
                    case SERVER -> Hardware.SERVER;
                    case UNKNOWN_TO_SDK_VERSION -> Hardware.OTHER;
                };
        return new Outpost(
                arn,
                Objects.requireNonNullElse(found.name(), ""),
                Objects.requireNonNullElse(found.ownerId(), ""),
                hardware,
                compute.link(arn));
    }
}
