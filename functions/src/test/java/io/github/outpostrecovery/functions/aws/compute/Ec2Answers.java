package io.github.outpostrecovery.functions.aws.compute;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Answers of EC2 as they come over the wire. */
final class Ec2Answers {
    static final String INSTANCE_ID = "i-0a1b2c3d4e5f60002";
    static final String TEMPLATE = "lt-0a1b2c3d4e5f60001";
    static final String SUBNET = "subnet-0a1b2c3d4e5f60001";
    static final String OUTPOST = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001";

    private Ec2Answers() {}

    static String status(String instance, String state, String system, String guest) {
        return answer(
                "DescribeInstanceStatus",
                "<instanceStatusSet><item><instanceId>" + instance + "</instanceId><instanceState><name>" + state
                        + "</name></instanceState><systemStatus><status>" + system
                        + "</status></systemStatus><instanceStatus><status>" + guest
                        + "</status></instanceStatus></item></instanceStatusSet>");
    }

    /** One instance; {@code outpost} may be empty. */
    static String instance(String id, String state, String outpost) {
        return "<item><instanceId>" + id + "</instanceId><instanceState><name>" + state + "</name></instanceState>"
                + (outpost.isEmpty() ? "" : "<outpostArn>" + outpost + "</outpostArn>")
                + "<stateReason><code>Server.InternalError</code></stateReason></item>";
    }

    static String launched(String... instances) {
        return answer("RunInstances", "<instancesSet>" + String.join("", instances) + "</instancesSet>");
    }

    static String listed(String nextToken, String... instances) {
        String reservations = instances.length == 0
                ? ""
                : "<item><instancesSet>" + String.join("", instances) + "</instancesSet></item>";
        return answer(
                "DescribeInstances",
                "<reservationSet>" + reservations + "</reservationSet><nextToken>" + nextToken + "</nextToken>");
    }

    /** Version 3 of the template, for {@code c6id.4xlarge}. */
    static String template(String userData, String more) {
        String encoded = Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.ISO_8859_1));
        return answer(
                "DescribeLaunchTemplateVersions",
                "<launchTemplateVersionSet><item><launchTemplateId>" + TEMPLATE
                        + "</launchTemplateId><versionNumber>3</versionNumber><launchTemplateData>"
                        + "<instanceType>c6id.4xlarge</instanceType><userData>" + encoded + "</userData>" + more
                        + "</launchTemplateData></item></launchTemplateVersionSet>");
    }

    static String networkInterface(int device, String subnet, String more) {
        return "<item><deviceIndex>" + device + "</deviceIndex>"
                + (subnet.isEmpty() ? "" : "<subnetId>" + subnet + "</subnetId>") + more + "</item>";
    }

    static String networkInterfaces(String... interfaces) {
        return "<networkInterfaceSet>" + String.join("", interfaces) + "</networkInterfaceSet>";
    }

    static String templates(String tags) {
        return answer(
                "DescribeLaunchTemplates",
                "<launchTemplates><item><launchTemplateId>" + TEMPLATE + "</launchTemplateId><tagSet>" + tags
                        + "</tagSet></item></launchTemplates>");
    }

    static String tag(String key, String value) {
        return "<item><key>" + key + "</key><value>" + value + "</value></item>";
    }

    static String subnet(String id, String outpost, int addresses) {
        return "<item><subnetId>" + id + "</subnetId><state>available</state>"
                + (outpost.isEmpty() ? "" : "<outpostArn>" + outpost + "</outpostArn>") + "<availableIpAddressCount>"
                + addresses + "</availableIpAddressCount></item>";
    }

    static String subnets(String... subnets) {
        return answer("DescribeSubnets", "<subnetSet>" + String.join("", subnets) + "</subnetSet>");
    }

    /** One page of the metric; times and values in step. */
    static String metric(String statusCode, String nextToken, List<String> times, List<String> values) {
        return "<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><GetMetricDataResult>"
                + "<MetricDataResults><member><Id>connected</Id><Timestamps>" + members(times) + "</Timestamps><Values>"
                + members(values) + "</Values><StatusCode>" + statusCode + "</StatusCode></member></MetricDataResults>"
                + (nextToken.isEmpty() ? "" : "<NextToken>" + nextToken + "</NextToken>")
                + "</GetMetricDataResult></GetMetricDataResponse>";
    }

    private static String members(List<String> values) {
        return String.join(
                "",
                values.stream().map(value -> "<member>" + value + "</member>").toList());
    }

    static String answer(String action, String content) {
        return "<" + action + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>00000000-0000-0000-0000-000000000000</requestId>" + content + "</" + action
                + "Response>";
    }
}
