package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.outposts.OutpostsClient;
import software.amazon.awssdk.services.outposts.model.AssetInfo;
import software.amazon.awssdk.services.outposts.model.AssetInstance;
import software.amazon.awssdk.services.outposts.model.ListAssetInstancesRequest;
import software.amazon.awssdk.services.outposts.model.ListAssetsRequest;

/** What AWS Outposts says of one server. */
final class Outposts {
    private static final String IN_SERVICE = "ACTIVE";

    private final Supplier<OutpostsClient> client;

    Outposts(Supplier<OutpostsClient> client) {
        this.client = requireNonNull(client, "client is null");
    }

    /** {@code op-} and 17 hexadecimal digits, the last part of the ARN. */
    static String idOf(OutpostArn server) {
        return server.value().substring(server.value().lastIndexOf('/') + 1);
    }

    /** Whether an Outpost with this life cycle status can run instances. */
    static boolean isInService(String lifeCycleStatus) {
        return lifeCycleStatus.equalsIgnoreCase(IN_SERVICE);
    }

    /** Its life cycle status; empty if the answer has none. */
    Reply<String> lifeCycleStatus(OutpostArn server) {
        return Reply.to(
                        "outposts:GetOutpost",
                        () -> client.get()
                                .getOutpost(request -> request.outpostId(server.value()))
                                .outpost())
                .then(outpost -> new Reply.Answered<>(
                        outpost == null || outpost.lifeCycleStatus() == null ? "" : outpost.lifeCycleStatus()));
    }

    /** Its hardware, in every state. */
    Reply<List<AssetInfo>> assets(OutpostArn server) {
        ListAssetsRequest first =
                ListAssetsRequest.builder().outpostIdentifier(server.value()).build();
        return Reply.to(
                "outposts:ListAssets",
                () -> Pages.all(token -> {
                    var answer = client.get()
                            .listAssets(
                                    first.toBuilder().nextToken(orNone(token)).build());
                    return Pages.Page.of(answer.assets(), answer.nextToken());
                }));
    }

    /** The instances of one type on its hardware, whoever's they are. */
    Reply<List<AssetInstance>> instances(OutpostArn server, String instanceType) {
        ListAssetInstancesRequest first = ListAssetInstancesRequest.builder()
                .outpostIdentifier(server.value())
                .instanceTypeFilter(instanceType)
                .build();
        return Reply.to(
                "outposts:ListAssetInstances",
                () -> Pages.all(token -> {
                    var answer = client.get()
                            .listAssetInstances(
                                    first.toBuilder().nextToken(orNone(token)).build());
                    return Pages.Page.of(answer.assetInstances(), answer.nextToken());
                }));
    }

    /** The SDK's way to say that a member is not given. */
    private static @Nullable String orNone(Optional<String> token) {
        return token.orElse(null);
    }
}
