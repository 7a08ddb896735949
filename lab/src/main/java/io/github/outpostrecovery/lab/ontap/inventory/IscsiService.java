package io.github.outpostrecovery.lab.ontap.inventory;

/** The iSCSI service of an SVM. */
public record IscsiService(String svm, boolean enabled, String targetName) {}
