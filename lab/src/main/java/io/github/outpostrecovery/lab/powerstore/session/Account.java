package io.github.outpostrecovery.lab.powerstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** An account of the management API. */
public record Account(String name, String password, Role role) {
    /** What an account may do. */
    public enum Role {
        ADMINISTRATOR,
        /** PowerStore's role of an operator: sees everything, changes nothing. */
        OPERATOR
    }

    /** An account that may do everything. */
    public static Account administrator(String name, String password) {
        return new Account(name, password, Role.ADMINISTRATOR);
    }

    /** An account whose changes are refused. */
    public static Account operator(String name, String password) {
        return new Account(name, password, Role.OPERATOR);
    }

    /** The value of the Authorization header that the account sends. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "Account[name=" + name + ", role=" + role + "]";
    }
}
