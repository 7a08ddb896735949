package io.github.outpostrecovery.lab.datapath;

/** What has been done since the array was made: operations and bytes. "Other" is what is neither a read nor a write. */
public record IoCounters(long reads, long writes, long others, long bytesRead, long bytesWritten) {
    /** The size of every simulated read and write. */
    public static final int BLOCK = 4096;

    public static final IoCounters NONE = new IoCounters(0, 0, 0, 0, 0);

    IoCounters andRead() {
        return new IoCounters(reads + 1, writes, others, bytesRead + BLOCK, bytesWritten);
    }

    IoCounters andWrite() {
        return new IoCounters(reads, writes + 1, others, bytesRead, bytesWritten + BLOCK);
    }

    IoCounters andOther() {
        return new IoCounters(reads, writes, others + 1, bytesRead, bytesWritten);
    }

    IoCounters plus(IoCounters more) {
        return new IoCounters(
                reads + more.reads,
                writes + more.writes,
                others + more.others,
                bytesRead + more.bytesRead,
                bytesWritten + more.bytesWritten);
    }
}
