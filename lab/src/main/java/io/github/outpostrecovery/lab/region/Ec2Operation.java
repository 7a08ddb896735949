package io.github.outpostrecovery.lab.region;

/** Names of the operations that {@link SimulatedEc2} answers, for latencies and faults. */
public final class Ec2Operation {
    public static final String RUN_INSTANCES = "RunInstances";

    /** {@code RunInstances} with {@code DryRun}, and the reads that go with it. */
    public static final String DRY_RUN = "RunInstances(DryRun)";

    public static final String DESCRIBE_INSTANCES = "DescribeInstances";
    public static final String DESCRIBE_INSTANCE_STATUS = "DescribeInstanceStatus";
    public static final String TERMINATE_INSTANCES = "TerminateInstances";
    public static final String STOP_INSTANCES = "StopInstances";
    public static final String START_INSTANCES = "StartInstances";
    public static final String GET_OUTPOST = "GetOutpost";

    private Ec2Operation() {}
}
