package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.List;

/** A storage virtual machine. Its protocols are {@code "iscsi"}, {@code "nvme"} or both. */
public record Svm(String uuid, String name, List<String> protocols) {}
