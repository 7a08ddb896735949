package io.github.outpostrecovery.lab.datapath;

/** What an initiator proves itself with: a CHAP user and secret. */
public record ChapAccount(String user, String secret) {
    /** Tells the user only. */
    @Override
    public String toString() {
        return "ChapAccount[user=" + user + "]";
    }
}
