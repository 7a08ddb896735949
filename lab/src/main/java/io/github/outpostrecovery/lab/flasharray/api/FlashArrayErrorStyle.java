package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.RestResponse;

/** Words injected errors as a FlashArray does, which has no codes. */
public final class FlashArrayErrorStyle implements ErrorStyle {
    @Override
    public RestResponse error(int status, String code, String message) {
        return new ApiError(status, message, "").response();
    }

    @Override
    public RestResponse unauthorized() {
        return new ApiError(ApiError.UNAUTHORIZED, "Invalid or expired session token.", "").response();
    }
}
