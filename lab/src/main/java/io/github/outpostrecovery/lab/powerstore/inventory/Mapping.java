package io.github.outpostrecovery.lab.powerstore.inventory;

/** A volume as a host or a host group sees it: the API's {@code host_volume_mapping}. */
public record Mapping(String id, Holder holder, String volume, int number) {
    /** Who has a mapping: one host, or one group for all hosts in it. */
    public record Holder(Kind kind, String id) {
        /** Which of the two it is. */
        public enum Kind {
            HOST,
            HOST_GROUP
        }

        public static Holder host(String id) {
            return new Holder(Kind.HOST, id);
        }

        public static Holder group(String id) {
            return new Holder(Kind.HOST_GROUP, id);
        }
    }
}
