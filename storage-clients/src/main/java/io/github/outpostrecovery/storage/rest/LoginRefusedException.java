package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

/** The array does not let these credentials in. Its message is fit to be shown. */
public final class LoginRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code the array's own code, or empty
     * @param message why, without any secret
     */
    public LoginRefusedException(String code, String message) {
        super(requireNonNull(message, "message is null"));
        this.code = requireNonNull(code, "code is null");
    }

    public String code() {
        return code;
    }
}
