package io.github.outpostrecovery.lab.ontap.inventory;

/**
 * How an initiator, or {@link #DEFAULT everybody else}, must authenticate to an SVM over iSCSI.
 *
 * @param user what the initiator proves itself with; empty unless the type is {@link Type#CHAP}
 * @param outboundUser what the SVM proves itself with to an initiator that asks (mutual CHAP); empty if it cannot
 */
public record Credential(
        String svm,
        String initiator,
        Type type,
        String user,
        String password,
        String outboundUser,
        String outboundPassword) {
    public static final String DEFAULT = "default";

    /** As ONTAP names them, in lower case. */
    public enum Type {
        NONE,
        CHAP,
        DENY
    }

    /** A record without a secret. */
    public static Credential without(String svm, String initiator, Type type) {
        return new Credential(svm, initiator, type, "", "", "", "");
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
