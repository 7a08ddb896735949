package io.github.outpostrecovery.tests.template;

import java.util.Map;
import java.util.Optional;

/** What an operator answered to {@code sam deploy --guided}. */
enum Deployment {
    /** Only what has to be answered: every optional thing is left out. */
    PLAIN("", "", ""),
    /** Everything that can be given. */
    FULL(
            "444455556666",
            "arn:aws:kms:us-west-2:111122223333:key/of-the-secrets",
            "arn:aws:iam::111122223333:policy/boundary");

    static final String ACCOUNT = "111122223333";
    static final String REGION = "us-west-2";
    static final String STACK = "outpost-recovery";

    private static final Map<String, String> ALWAYS = Map.of(
            "AWS::Partition",
            "aws",
            "AWS::Region",
            REGION,
            "AWS::AccountId",
            ACCOUNT,
            "AWS::StackName",
            STACK,
            "InstanceName",
            "web-01",
            "InstanceId",
            "i-05692161d100b05e5",
            "EngineStack",
            STACK,
            "InstanceProfileRoleArn",
            "arn:aws:iam::111122223333:role/web");

    private final String outpostOwner;
    private final String secretsKey;
    private final String boundary;

    Deployment(String outpostOwner, String secretsKey, String boundary) {
        this.outpostOwner = outpostOwner;
        this.secretsKey = secretsKey;
        this.boundary = boundary;
    }

    /** The value of a parameter or pseudo parameter, where it matters to a test what it is. */
    Optional<String> value(String parameter) {
        return switch (parameter) {
            case "OutpostOwnerAccountId" -> Optional.of(outpostOwner);
            case "SecretsKeyArn" -> Optional.of(secretsKey);
            case "PermissionsBoundaryArn" -> Optional.of(boundary);
            default -> Optional.ofNullable(ALWAYS.get(parameter));
        };
    }
}
