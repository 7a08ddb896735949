package io.github.outpostrecovery.lab.ontap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * An account of the REST API.
 *
 * @param svm the name of the only SVM it sees, or empty for the whole cluster
 */
public record RestUser(String name, String password, Role role, Optional<String> svm) {
    /** What an account may do. */
    public enum Role {
        ADMIN,
        READ_ONLY
    }

    /** An account that may do everything. */
    public static RestUser admin(String name, String password) {
        return new RestUser(name, password, Role.ADMIN, Optional.empty());
    }

    /** An account whose changes are refused. */
    public static RestUser readOnly(String name, String password) {
        return new RestUser(name, password, Role.READ_ONLY, Optional.empty());
    }

    /** The value of the Authorization header that the account sends. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "RestUser[name=" + name + ", role=" + role + "]";
    }
}
