package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.Cloud;
import java.util.Optional;

/** Opens an account and Region of AWS. */
public final class AwsCloud {
    private AwsCloud() {}

    /**
     * Opens it, with the credentials, the Region and the endpoint that the AWS tools would use here.
     *
     * @param profile of the shared configuration files
     * @param region goes before the profile's and the environment's
     * @param stack the name of the engine's stack
     */
    public static Cloud open(Optional<String> profile, Optional<String> region, String stack) {
        return Optional.<Cloud>empty()
                .orElseThrow(() -> new IllegalArgumentException(
                        "this release works on the simulated site only: add --local to the command"));
    }
}
