package io.github.outpostrecovery.lab.region;

import java.util.Set;
import java.util.TreeSet;

/** A target group of a load balancer, and the instances registered with it. */
public record TargetGroup(String arn, Set<String> instances) {
    public TargetGroup {
        instances = new TreeSet<>(instances);
    }

    boolean has(String instance) {
        return instances.contains(instance);
    }

    TargetGroup without(String instance) {
        Set<String> fewer = new TreeSet<>(instances);
        fewer.remove(instance);
        return new TargetGroup(arn, fewer);
    }

    TargetGroup with(String instance) {
        Set<String> more = new TreeSet<>(instances);
        more.add(instance);
        return new TargetGroup(arn, more);
    }
}
