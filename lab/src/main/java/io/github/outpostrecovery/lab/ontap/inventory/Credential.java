package io.github.outpostrecovery.lab.ontap.inventory;

/** How an initiator, or {@link #DEFAULT everybody else}, must authenticate to an SVM over iSCSI. */
public record Credential(String svm, String initiator, Type type, String user, String password) {
    public static final String DEFAULT = "default";

    /** As ONTAP names them, in lower case. */
    public enum Type {
        NONE,
        CHAP,
        DENY
    }

    public static String key(String svm, String initiator) {
        return svm + "/" + initiator;
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "Credential[svm=" + svm + ", initiator=" + initiator + ", type=" + type + "]";
    }
}
