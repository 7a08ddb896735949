package io.github.outpostrecovery.lab.datapath;

/** What comes of a write. */
public sealed interface WriteReply {
    /** It is on the volume. */
    record Written() implements WriteReply {}

    /** It is not, and never will be. */
    record Refused(String sense) implements WriteReply {}

    /** The array has accepted the command and works on it: it lands later, even if access is revoked meanwhile. */
    record InFlight(String writeId) implements WriteReply {}
}
