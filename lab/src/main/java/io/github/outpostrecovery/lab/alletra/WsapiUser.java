package io.github.outpostrecovery.lab.alletra;

/** An account of the management API. */
public record WsapiUser(String name, String password, Role role) {
    /** What an account may do. */
    public enum Role {
        /** May change everything. */
        EDIT,
        /** Changes are refused. */
        BROWSE
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "WsapiUser[name=" + name + ", role=" + role + "]";
    }
}
