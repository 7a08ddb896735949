package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.outposts.model.AssetInfo;
import software.amazon.awssdk.services.outposts.model.AssetInstance;
import software.amazon.awssdk.services.outposts.model.ComputeAssetState;

/**
 * Whether the server has room for one more instance of the template's type: what its active hardware is set up for, less
 * the instances of that type. Hardware that is isolated, retiring or being installed gives no new capacity (AWS Outposts
 * API reference, ComputeAttributes). A forecast: the room may be gone when it is needed.
 */
final class CapacityCheck implements TargetCheck {
    private final Outposts outposts;

    CapacityCheck(Outposts outposts) {
        this.outposts = requireNonNull(outposts, "outposts is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        return template.instanceType()
                .map(type -> check(target.server(), type))
                .orElseGet(() -> new Preflight.NotReady(template + " names no instance type"));
    }

    private Preflight check(OutpostArn server, String type) {
        return TargetCheck.judge(outposts.assets(server), assets -> {
            List<AssetInfo> active =
                    assets.stream().filter(CapacityCheck::isActive).toList();
            long places =
                    active.stream().mapToLong(asset -> places(asset, type)).sum();
            if (places == 0) {
                return new Preflight.NotReady(server + " has no active hardware that is set up for " + type);
            }
            return TargetCheck.judge(
                    outposts.instances(server, type), instances -> judge(server, type, places, assets, instances));
        });
    }

    private static Preflight judge(
            OutpostArn server, String type, long places, List<AssetInfo> assets, List<AssetInstance> instances) {
        Set<String> inactive = assets.stream()
                .filter(asset -> !isActive(asset) && asset.assetId() != null)
                .map(AssetInfo::assetId)
                .collect(Collectors.toSet());
        // One whose hardware is not told counts as taking a place.
        long taken = instances.stream()
                .filter(instance -> type.equals(instance.instanceType()))
                .filter(instance -> instance.assetId() == null || !inactive.contains(instance.assetId()))
                .count();
        return TargetCheck.readyUnless(
                taken >= places,
                server + " has no room for another " + type + ": " + taken + " of " + places + " are taken");
    }

    private static boolean isActive(AssetInfo asset) {
        return asset.computeAttributes() != null && asset.computeAttributes().state() == ComputeAssetState.ACTIVE;
    }

    private static long places(AssetInfo asset, String type) {
        return asset.computeAttributes().instanceTypeCapacities().stream()
                .filter(capacity -> type.equals(capacity.instanceType()) && capacity.count() != null)
                .mapToLong(capacity -> capacity.count())
                .sum();
    }
}
