package io.github.outpostrecovery.cli.cloud;

import org.jspecify.annotations.Nullable;

/** A service of the Region refused, or did not answer. The message says what was asked, of which object, and what came back. */
public final class CloudTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Makes one.
     *
     * @param code the service's own error code, such as {@code UnauthorizedOperation}; {@code NoAnswer} if there was none,
     *     {@code NoCredentials} if nobody was asked for want of credentials
     */
    public CloudTroubleException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The service's own error code. */
    public String code() {
        return code;
    }
}
