package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.storage.rest.ArrayCredentials.ApiToken;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.Login;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** User and password with every request (RFC 7617): no session, so nothing to log out of. */
public final class BasicAuthentication implements Authentication {
    private static final int UNAUTHORIZED = 401;

    @Override
    public Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange) {
        return Map.of("Authorization", header(credentials.login()));
    }

    /**
     * The value of an Authorization header.
     *
     * @throws CredentialsUnavailableException if the login is no user with a password
     */
    public static String header(Login login) {
        return switch (login) {
            case UserPassword user -> "Basic " + encoded(user);
            case ApiToken token ->
                throw new CredentialsUnavailableException(
                        "this array is entered with \"username\" and \"password\", the secret has an \"apiToken\"");
        };
    }

    private static String encoded(UserPassword login) {
        return Base64.getEncoder()
                .encodeToString((login.username() + ":" + login.password().reveal()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Renewal after(RestOutcome.Rejected rejected, Map<String, String> headers) {
        return rejected.status() == UNAUTHORIZED ? Renewal.NEW_CREDENTIALS : Renewal.NONE;
    }

    @Override
    public void logOut(Exchange exchange) {}
}
