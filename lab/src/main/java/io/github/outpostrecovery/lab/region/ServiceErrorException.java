package io.github.outpostrecovery.lab.region;

/** A service of the Region refused a call, or did not answer it. */
public final class ServiceErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code of a call that was not answered. */
    public static final String NO_ANSWER = "NoAnswer";

    private final String code;

    ServiceErrorException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The error code of the service's API. */
    public String code() {
        return code;
    }
}
