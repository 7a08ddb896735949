package io.github.outpostrecovery.core.service;

/** Mail to the operators. */
public interface Notices {
    /** Sends one. Fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if it was not accepted. */
    void send(Notice notice);

    /**
     * A message that a person can act on at three in the morning.
     *
     * @param subject at most 100 characters of ASCII (SNS API reference, Publish)
     * @param body what failed, the evidence, what was done, what was not, what to do next
     */
    record Notice(String subject, String body) {
        private static final int LONGEST_SUBJECT = 100;

        public Notice {
            if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
                throw new IllegalArgumentException("a subject has 1 to " + LONGEST_SUBJECT + " characters");
            }
        }
    }
}
