package io.github.outpostrecovery.functions.aws.compute;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.outposts.model.AssetInfo;
import software.amazon.awssdk.services.outposts.model.AssetInstance;
import software.amazon.awssdk.services.outposts.model.ComputeAssetState;

/**
 * What an Outpost has room for: what its active hardware is set up for, less the instances on it. Hardware that is isolated,
 * retiring or being installed gives no new capacity (AWS Outposts API reference, ComputeAttributes). A forecast: the room may
 * be gone when it is needed.
 */
public final class ServerCapacity {
    private final List<AssetInfo> active;
    private final Set<String> inactive;
    private final List<AssetInstance> instances;

    /**
     * Counts nothing yet.
     *
     * @param assets its hardware, in every state
     * @param instances those on its hardware, whoever's they are
     */
    public ServerCapacity(List<AssetInfo> assets, List<AssetInstance> instances) {
        this.active = assets.stream().filter(ServerCapacity::isActive).toList();
        this.inactive = assets.stream()
                .filter(asset -> !isActive(asset) && asset.assetId() != null)
                .map(AssetInfo::assetId)
                .collect(Collectors.toSet());
        this.instances = List.copyOf(instances);
    }

    /** For how many instances of a type it is set up. */
    public long places(String type) {
        return active.stream()
                .flatMap(asset -> asset.computeAttributes().instanceTypeCapacities().stream())
                .filter(capacity -> type.equals(capacity.instanceType()) && capacity.count() != null)
                .mapToLong(capacity -> capacity.count())
                .sum();
    }

    /** How many instances of a type are on it. One whose hardware is not told counts as taking a place. */
    public long taken(String type) {
        return instances.stream()
                .filter(instance -> type.equals(instance.instanceType()))
                .filter(instance -> instance.assetId() == null || !inactive.contains(instance.assetId()))
                .count();
    }

    /** How many more of a type it has room for. */
    public long free(String type) {
        return Math.max(0, places(type) - taken(type));
    }

    private static boolean isActive(AssetInfo asset) {
        return asset.computeAttributes() != null && asset.computeAttributes().state() == ComputeAssetState.ACTIVE;
    }
}
