package io.github.outpostrecovery.storage.rest;

/** Gives a client its credentials. Safe to use from several threads. */
public interface CredentialSource {
    /**
     * The credentials as they are known, possibly some minutes old.
     *
     * @throws CredentialsUnavailableException if there are none
     */
    ArrayCredentials current();

    /**
     * Reads them again, because the array refused these; one reading serves all who were refused.
     *
     * @throws CredentialsUnavailableException if they cannot be read
     */
    ArrayCredentials insteadOf(ArrayCredentials refused);
}
