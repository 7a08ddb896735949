package io.github.outpostrecovery.lab.flasharray.login;

/** An account of the management API. */
public record ApiAccount(String name, String apiToken, Role role) {
    /** What an account may do. */
    public enum Role {
        STORAGE_ADMIN,
        READ_ONLY
    }

    /** Tells no token. */
    @Override
    public String toString() {
        return "ApiAccount[name=" + name + ", role=" + role + "]";
    }
}
