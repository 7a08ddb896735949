package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** Where a secret is kept: the ARN of a Secrets Manager secret. The secret itself is never part of any value here. */
public record SecretArn(String value) {
    private static final Pattern LEGAL =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}");

    public SecretArn {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not the ARN of a Secrets Manager secret");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
