package io.github.outpostrecovery.functions.aws.alarms;

import io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply;

/** Answers of CloudWatch and CloudFormation about one alarm and its stack. */
final class AlarmXml {
    static final String TOPIC = "arn:aws:sns:us-west-2:111122223333:s-alarms";

    private AlarmXml() {}

    static Reply alarms(String... members) {
        String all = "<member>" + String.join("</member><member>", members) + "</member>";
        return Reply.xml("DescribeAlarms", "<MetricAlarms>" + (members.length == 0 ? "" : all) + "</MetricAlarms>");
    }

    /** An alarm as protect makes it. */
    static String alarm(String machine, String state, String transitioned, String configured) {
        return """
                <AlarmName>outpost-recovery-web-01</AlarmName>
                <AlarmArn>arn:aws:cloudwatch:us-west-2:111122223333:alarm:outpost-recovery-web-01</AlarmArn>
                <AlarmConfigurationUpdatedTimestamp>%s</AlarmConfigurationUpdatedTimestamp>
                <AlarmDescription>Guards web-01 &amp; more</AlarmDescription>
                <ActionsEnabled>true</ActionsEnabled>
                <OKActions/>
                <AlarmActions><member>%s</member><member>arn:aws:sns:us-west-2:111122223333:mine</member></AlarmActions>
                <InsufficientDataActions/>
                <StateValue>%s</StateValue>
                <StateReason>Threshold Crossed</StateReason>
                <StateUpdatedTimestamp>2026-02-10T07:00:00.000Z</StateUpdatedTimestamp>
                <StateTransitionedTimestamp>%s</StateTransitionedTimestamp>
                <MetricName>StatusCheckFailed</MetricName>
                <Namespace>AWS/EC2</Namespace>
                <Statistic>Maximum</Statistic>
                <Dimensions><member><Name>InstanceId</Name><Value>%s</Value></member></Dimensions>
                <Period>60</Period>
                <EvaluationPeriods>2</EvaluationPeriods>
                <DatapointsToAlarm>2</DatapointsToAlarm>
                <Threshold>1.0</Threshold>
                <ComparisonOperator>GreaterThanOrEqualToThreshold</ComparisonOperator>
                <TreatMissingData>breaching</TreatMissingData>
                """.formatted(configured, TOPIC, state, transitioned, machine);
    }

    static Reply stack(String status, String machine) {
        return Reply.xml("DescribeStacks", """
                <Stacks><member>
                <StackName>autorestart-web-01</StackName>
                <StackId>arn:aws:cloudformation:us-west-2:111122223333:stack/autorestart-web-01/1</StackId>
                <CreationTime>2026-01-01T00:00:00.000Z</CreationTime>
                <StackStatus>%s</StackStatus>
                <Capabilities><member>CAPABILITY_IAM</member></Capabilities>
                <Parameters>
                <member><ParameterKey>AlarmTopic</ParameterKey><ParameterValue>t</ParameterValue></member>
                <member><ParameterKey>InstanceId</ParameterKey><ParameterValue>%s</ParameterValue></member>
                </Parameters>
                </member></Stacks>""".formatted(status, machine));
    }
}
