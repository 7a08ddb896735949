package io.github.outpostrecovery.functions.aws.traffic;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xml;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xmlError;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Traffic.Moved;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElbTrafficTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final Ec2InstanceId OLD = new Ec2InstanceId("i-00000000000000001");
    private static final Ec2InstanceId NEW = new Ec2InstanceId("i-00000000000000002");
    private static final Reply REGISTERED = xml("RegisterTargets", "");
    private static final Reply DEREGISTERED = xml("DeregisterTargets", "");

    private final AwsEndpoint aws = new AwsEndpoint();
    private final ElbTraffic traffic = new ElbTraffic(aws.clients().loadBalancing());

    @AfterEach
    void close() {
        aws.close();
    }

    private static String group(String name, String type, String loadBalancer) {
        return "<member><TargetGroupArn>arn:" + name + "</TargetGroupArn><TargetGroupName>" + name
                + "</TargetGroupName><TargetType>" + type + "</TargetType><LoadBalancerArns>" + loadBalancer
                + "</LoadBalancerArns></member>";
    }

    private static String used(String name) {
        return group(name, "instance", "<member>arn:lb</member>");
    }

    private static Reply groups(String... members) {
        return xml("DescribeTargetGroups", "<TargetGroups>" + String.join("", members) + "</TargetGroups>");
    }

    private static String target(Ec2InstanceId machine, int port, String state) {
        return "<member><HealthCheckPort>" + port + "</HealthCheckPort><Target><Id>" + machine + "</Id><Port>" + port
                + "</Port></Target><TargetHealth><State>" + state + "</State></TargetHealth></member>";
    }

    private static Reply health(String... members) {
        return xml(
                "DescribeTargetHealth",
                "<TargetHealthDescriptions>" + String.join("", members) + "</TargetHealthDescriptions>");
    }

    @Test
    void move_registersOnEveryPort_andLeavesTheOldOneUntilTheNewOneIsHealthy() {
        aws.answer("DescribeTargetGroups", groups(used("web")));
        aws.answer(
                "DescribeTargetHealth",
                health(target(OLD, 80, "unhealthy"), target(OLD, 8080, "unhealthy")),
                health(
                        target(OLD, 80, "unhealthy"),
                        target(OLD, 8080, "unhealthy"),
                        target(NEW, 80, "initial"),
                        target(NEW, 8080, "healthy")));
        aws.answer("RegisterTargets", REGISTERED);
        assertThat(traffic.move(WEB, OLD, NEW))
                .isEqualTo(new Moved(List.of(), List.of("web: " + NEW + " port 80 is initial"), List.of()));
        assertThat(aws.call("RegisterTargets").form())
                .containsEntry("TargetGroupArn", "arn:web")
                .containsEntry("Targets.member.1.Id", NEW.value())
                .containsEntry("Targets.member.1.Port", "80")
                .containsEntry("Targets.member.2.Port", "8080");
        assertThat(aws.calls("DeregisterTargets")).isEmpty();
    }

    @Test
    void move_takesTheOldOneOut_onceTheNewOneIsHealthyEverywhere_andMayBeRepeated() {
        aws.answer("DescribeTargetGroups", groups(used("web")));
        aws.answer(
                "DescribeTargetHealth",
                health(target(OLD, 80, "unhealthy"), target(NEW, 80, "healthy")),
                health(target(OLD, 80, "draining"), target(NEW, 80, "healthy")));
        aws.answer("DeregisterTargets", DEREGISTERED);
        Moved moved = new Moved(List.of("arn:web"), List.of(), List.of());
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(moved);
        assertThat(aws.call("DeregisterTargets").form())
                .containsEntry("Targets.member.1.Id", OLD.value())
                .containsEntry("Targets.member.1.Port", "80");
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(moved);
        assertThat(aws.calls("DeregisterTargets")).hasSize(1);
        assertThat(aws.calls("RegisterTargets")).isEmpty();
    }

    @Test
    void move_looksThroughAllPages_atGroupsOfInstancesOnly() {
        aws.answer(
                "DescribeTargetGroups",
                xml(
                        "DescribeTargetGroups",
                        "<TargetGroups>" + used("a") + group("ips", "ip", "<member>arn:lb</member>")
                                + "</TargetGroups><NextMarker>n</NextMarker>"),
                groups(used("b")));
        Ec2InstanceId stranger = new Ec2InstanceId("i-00000000000000003");
        aws.answer(
                "DescribeTargetHealth",
                health(target(stranger, 80, "healthy")),
                health(target(NEW, 80, "healthy"), target(OLD, 80, "unused")));
        aws.answer("DeregisterTargets", DEREGISTERED);
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(new Moved(List.of("arn:b"), List.of(), List.of()));
        assertThat(aws.calls("DescribeTargetGroups").get(1).form()).containsEntry("Marker", "n");
        assertThat(aws.calls("DescribeTargetHealth")).hasSize(2);
    }

    @Test
    void move_doesNotWait_whereNobodyLooksAtHealth() {
        aws.answer("DescribeTargetGroups", groups(group("idle", "instance", ""), used("unchecked")));
        aws.answer(
                "DescribeTargetHealth",
                health(target(OLD, 80, "unused"), target(NEW, 80, "unused")),
                health(target(OLD, 80, "unavailable"), target(NEW, 80, "unavailable")));
        aws.answer("DeregisterTargets", DEREGISTERED);
        assertThat(traffic.move(WEB, OLD, NEW).targetGroups()).containsExactly("arn:idle", "arn:unchecked");
    }

    @Test
    void move_goesOnWithTheOtherGroups_whenOneCannotBeChanged() {
        aws.answer("DescribeTargetGroups", groups(used("a"), used("b")));
        aws.answer("DescribeTargetHealth", health(target(OLD, 80, "unhealthy")), health(target(NEW, 80, "healthy")));
        aws.answer(
                "RegisterTargets",
                xmlError(400, "TooManyTargets", "You've reached the limit on the number of targets"));
        assertThat(traffic.move(WEB, OLD, NEW))
                .isEqualTo(new Moved(
                        List.of("arn:b"),
                        List.of(),
                        List.of("a: TooManyTargets: You've reached the limit on the number of targets")));
    }

    @Test
    void move_tellsThatItFoundNothingOut() {
        aws.answer("DescribeTargetGroups", xmlError(503, "ServiceUnavailable", "down"));
        assertThat(traffic.move(WEB, OLD, NEW))
                .isEqualTo(new Moved(
                        List.of(), List.of(), List.of("DescribeTargetGroups failed: ServiceUnavailable: down")));
    }

    @Test
    void move_triesAgain_whenThrottledOrDropped() {
        aws.answer("DescribeTargetGroups", Reply.DROPPED, xmlError(400, "Throttling", "Rate exceeded"), groups());
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(new Moved(List.of(), List.of(), List.of()));
    }
}
