package io.github.outpostrecovery.lab.datapath;

/** What comes of a read. */
public sealed interface ReadReply {
    /** What was written to the volume last; zero if nothing was. */
    record Data(long payload) implements ReadReply {}

    record Refused(String sense) implements ReadReply {}
}
