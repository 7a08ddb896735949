package io.github.outpostrecovery.lab.alletra.inventory;

/**
 * A VLUN template: the rule that lets a host see a volume.
 *
 * @param volume the name of a volume, or {@code set:} and that of a volume set
 * @param lun the LUN id, or the first one of a volume set
 * @param host the name of a host, {@code set:} and that of a host set, or empty for whoever uses the port
 * @param port {@code node:slot:port}, or empty for every port
 */
public record Vlun(String volume, int lun, String host, String port) {
    /** What the name of a set begins with. */
    public static final String SET = "set:";

    /** The highest LUN id. */
    public static final int HIGHEST_LUN = 16383;

    public static final int LOWEST_NVME_LUN = 1;
    public static final int HIGHEST_NVME_LUN = 256;

    /** What a template is bound to, the strongest first, with the number that the API has for it. */
    public enum Type {
        MATCHED_SET(4),
        HOST(3),
        HOST_SET(5),
        PORT(2);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    public Type type() {
        if (host.isEmpty()) {
            return Type.PORT;
        }
        if (!port.isEmpty()) {
            return Type.MATCHED_SET;
        }
        return host.startsWith(SET) ? Type.HOST_SET : Type.HOST;
    }

    /** What the API names it by. */
    public String key() {
        String withHost = volume + "," + lun + "," + host;
        return port.isEmpty() ? withHost : withHost + "," + port;
    }

    public Vlun withHost(String newHost) {
        return new Vlun(volume, lun, newHost, port);
    }

    public Vlun withVolume(String newVolume) {
        return new Vlun(newVolume, lun, host, port);
    }

    /** The name of a set, from what a template says. */
    public static String setName(String reference) {
        return reference.substring(SET.length());
    }
}
