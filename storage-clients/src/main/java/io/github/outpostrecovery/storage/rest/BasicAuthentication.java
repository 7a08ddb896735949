package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.storage.rest.ArrayCredentials.ApiToken;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** User and password with every request (RFC 7617): no session, so nothing to log out of. */
public final class BasicAuthentication implements Authentication {
    @Override
    public Map<String, String> headers(ArrayCredentials credentials, Transport transport) {
        return switch (credentials.login()) {
            case UserPassword login -> Map.of("Authorization", "Basic " + encoded(login));
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
    public void refused() {}
}
