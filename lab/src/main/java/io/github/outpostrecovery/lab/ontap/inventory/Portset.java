package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.List;

/** A portset: the only LIFs, by name, that the igroups bound to it work through. */
public record Portset(String uuid, String svm, String name, List<String> interfaces) {}
