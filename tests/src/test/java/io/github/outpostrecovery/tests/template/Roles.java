package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The roles of the engine, and which of them may do a thing in a deployment with everything that can be given. */
final class Roles {
    private Roles() {}

    /** The permissions of every role. */
    static Map<String, List<Permission>> of(Deployment deployment) throws IOException {
        Map<String, List<Permission>> roles = new TreeMap<>();
        Template.engine(deployment).properties("AWS::IAM::Role").forEach((name, role) -> {
            List<Permission> permissions = new ArrayList<>();
            role.path("Policies").forEach(policy -> permissions.addAll(Permission.of(policy.path("PolicyDocument"))));
            roles.put(name, permissions);
        });
        return roles;
    }

    /** Every permission as a line that begins with the role. */
    static Set<String> lines(Deployment deployment) throws IOException {
        Set<String> lines = new TreeSet<>();
        of(deployment).forEach((role, permissions) -> permissions.forEach(each -> lines.add(role + ": " + each)));
        return lines;
    }

    /** The roles that are allowed {@code action} on anything. */
    static Set<String> thatAllow(String action) throws IOException {
        Set<String> allowed = new TreeSet<>();
        of(Deployment.FULL).forEach((role, permissions) -> {
            if (permissions.stream()
                    .anyMatch(each -> each.allows() && each.action().equals(action))) {
                allowed.add(role);
            }
        });
        return allowed;
    }

    /** The roles whose patterns cover the ARN of the stack's secret {@code name}. */
    static Set<String> thatReadTheSecret(String name) throws IOException {
        String arn = "arn:aws:secretsmanager:" + Deployment.REGION + ":" + Deployment.ACCOUNT + ":secret:"
                + Deployment.STACK + "/" + name + "-AbCdEf";
        Set<String> readers = new TreeSet<>();
        of(Deployment.FULL).forEach((role, permissions) -> {
            if (permissions.stream()
                    .anyMatch(
                            each -> each.allows() && each.action().startsWith("secretsmanager:") && each.covers(arn))) {
                readers.add(role);
            }
        });
        return readers;
    }

    /** The roles that a statement on the table lets do {@code action} in the partition {@code key}. */
    static Set<String> thatReach(String action, String key) throws IOException {
        Set<String> reached = new TreeSet<>();
        of(Deployment.FULL)
                .forEach((role, permissions) -> permissions.stream()
                        .filter(each -> each.allows() && each.action().equals(action))
                        .forEach(each -> {
                            String keys = each.condition()
                                    .replaceAll("^ForAllValues:StringLike dynamodb:LeadingKeys \\[(.+)]$", "$1");
                            assertThat(keys)
                                    .as("every statement on the table names partitions")
                                    .isNotEqualTo(each.condition());
                            if (Stream.of(keys.split(", ", -1)).anyMatch(pattern -> Permission.matches(pattern, key))) {
                                reached.add(role);
                            }
                        }));
        return reached;
    }
}
