package io.github.outpostrecovery.tests.cloud;

/** A part of AWS that nothing here can be held against, since the endpoint does not have it. */
enum LeftOut {
    OUTPOSTS("Outposts and their capacity: answered in front of the endpoint, for two servers"),
    SUBNETS("subnets on an Outpost, and EnableLniAtDeviceIndex: kept in front of the endpoint"),
    CLIENT_TOKEN("RunInstances by client token: kept in front of the endpoint, so that a token launches once"),
    TERMINATED_TWICE("that TerminateInstances may be repeated: the endpoint misses the interface that is gone"),
    RACK("local gateways and customer-owned addresses: the endpoint has none; the scripted tests of the command do"),
    SERVICE_LINK("ConnectedStatus: the endpoint measures nothing; a test puts the metric, or the link is unknown"),
    ALARM("the alarm in a protection stack: the endpoint's CloudFormation makes none; it is put in front of it"),
    ROLE_POLICY("the role policy in a protection stack: likewise"),
    IAM("permissions: the endpoint lets everybody do everything; the policy is held against the calls that are made");

    private final String what;

    LeftOut(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }
}
