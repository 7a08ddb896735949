package io.github.outpostrecovery.tests.wire;

/** A rule of AWS that no scenario can hold the engine against here, since the endpoint does not have it. */
enum LeftOut {
    ALARM_ACTION(
            "that a CloudWatch alarm publishes to its topic: the test sets alarm states, and publishes the message itself"),
    PIPE(
            "pipe, event bus and rule: the test reads the queue, and does with each message what the template says of them"),
    ALIAS("state machine and function aliases: Step Functions is started by the machine's own ARN"),
    STACK_OF_THE_ALARM(
            "that the protection stack makes the alarm, and follows it: the stack is there, the alarm is put by the test"),
    IAM("permissions: the endpoint lets everybody do everything"),
    OUTPOSTS("Outposts, status checks and ConnectedStatus: answered from the state of the simulated servers"),
    CLIENT_TOKEN("the endpoint's own RunInstances by client token: kept in front of it, so that a token launches once"),
    CAPACITY("EC2's own shortage of capacity: the refusal comes from in front of the endpoint"),
    APPROVAL_TIME("that an approval stays open for 14400 s: " + EngineStack.HASTY_SECONDS
            + " s in a second copy of the recovery machine, in the scenario expired only"),
    MISSING_PATH("that a Choice on a missing path fails: the interpreter takes Default"),
    MAIL("that a mail reaches a mailbox: a queue is subscribed in its place"),
    REDRIVE("redrives and RedriveCount: the interpreter has none");

    private final String what;

    LeftOut(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }
}
