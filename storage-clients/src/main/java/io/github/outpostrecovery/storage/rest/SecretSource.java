package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.core.name.SecretArn;

/** Where the secrets are kept: Secrets Manager, or a table of a test. May be asked for the same one again and again. */
@FunctionalInterface
public interface SecretSource {
    /**
     * The current version of the document.
     *
     * @throws CredentialsUnavailableException with a reason fit to be shown; of any other exception only the class is
     *     told
     */
    String read(SecretArn arn);
}
