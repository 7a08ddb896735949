package io.github.outpostrecovery.tests.storm;

/**
 * What one account may do in one Region. A bucket is its burst and what comes back to it each second.
 *
 * @param lambdas how many invocations run at once
 * @param starts of executions
 * @param launches RunInstances
 * @param reads of EC2, for each action that reads: DescribeInstanceStatus, the look-up by token, the dry run
 * @param items requests to one table
 */
record Quotas(int lambdas, Bucket starts, Bucket launches, Bucket reads, Bucket items) {
    /** The documented defaults of a large Region; docs/scale.md says where. */
    static final Quotas DEFAULTS =
            new Quotas(1000, new Bucket(1300, 300), new Bucket(5, 2), new Bucket(100, 20), new Bucket(4000, 4000));

    /** As if nothing were limited. */
    static final Quotas NONE = new Quotas(
            1_000_000, new Bucket(1e9, 1e9), new Bucket(1e9, 1e9), new Bucket(1e9, 1e9), new Bucket(1e9, 1e9));

    record Bucket(double burst, double perSecond) {}
}
