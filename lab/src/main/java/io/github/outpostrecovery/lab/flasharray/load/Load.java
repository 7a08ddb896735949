package io.github.outpostrecovery.lab.flasharray.load;

/** Operations in one interval; "other" is what is neither a read nor a write. */
public record Load(long reads, long writes, long others) {
    public static final Load NONE = new Load(0, 0, 0);
    public static final Load READ = new Load(1, 0, 0);
    public static final Load WRITE = new Load(0, 1, 0);
    public static final Load OTHER = new Load(0, 0, 1);

    public Load plus(Load more) {
        return new Load(reads + more.reads, writes + more.writes, others + more.others);
    }

    public long total() {
        return reads + writes + others;
    }
}
