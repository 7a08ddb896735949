package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.List;

/** A FlexVol volume, which holds LUNs and namespaces; {@code node} is a node's name. */
public record BackingVolume(String uuid, String svm, String name, String node, List<String> snapshots) {}
