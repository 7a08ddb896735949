package io.github.outpostrecovery.lab.alletra.inventory;

/**
 * A virtual volume.
 *
 * @param wwn what the data path knows it by
 * @param provisioning the number that the API has for how it is provisioned
 * @param copyOf the name of the volume that it is a copy or snapshot of, else empty
 */
public record Volume(
        int id,
        String name,
        String wwn,
        String uuid,
        int provisioning,
        CopyType copyType,
        String copyOf,
        Access access,
        String cpg,
        long sizeMiB,
        HostPolicy hostPolicy) {
    /** Fully provisioned. */
    public static final int FULL = 1;

    /** Thinly provisioned. */
    public static final int THIN = 2;

    public static final int SNAPSHOT = 3;

    /** What new arrays make. */
    public static final int REDUCED = 6;

    /** How a volume came to be. */
    public enum CopyType {
        BASE(1),
        PHYSICAL_COPY(2),
        VIRTUAL_COPY(3);

        private final int number;

        CopyType(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** Whether it may be written to. */
    public enum Access {
        READ_WRITE,
        READ_ONLY
    }

    /** To how many hosts it may be exported; the policy {@code oneHost}. */
    public enum HostPolicy {
        ANY_HOSTS,
        ONE_HOST
    }

    public Volume with(HostPolicy policy) {
        return new Volume(id, name, wwn, uuid, provisioning, copyType, copyOf, access, cpg, sizeMiB, policy);
    }
}
