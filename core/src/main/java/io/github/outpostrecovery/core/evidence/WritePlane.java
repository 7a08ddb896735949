package io.github.outpostrecovery.core.evidence;

/** What the arrays say about writes to the victim's volumes between two of their own samples. */
public enum WritePlane {
    /** Something was written, and only the victim can have done it. */
    ADVANCING,
    /** Nothing was written. */
    FLAT,
    /** An array does not count writes, or others may write to the same volumes; on no other was anything written. */
    NOT_OFFERED,
    /** An array that counts writes did not answer, or had no newer sample. */
    UNKNOWN
}
