package io.github.outpostrecovery.lab.flasharray.hardware;

/** A controller. */
public record Controller(String name, Status status) {
    /** Whether it serves. */
    public enum Status {
        READY("ready"),
        NOT_READY("not ready");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As Pure spells it. */
        public String text() {
            return text;
        }
    }
}
