package io.github.outpostrecovery.lab.powerstore.refusal;

import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** Words injected errors as PowerStore does. */
public final class PowerStoreErrorStyle implements ErrorStyle {
    @Override
    public RestResponse error(int status, String code, String message) {
        return Refusal.response(status, code, message, List.of());
    }

    @Override
    public RestResponse unauthorized() {
        return Reason.NOT_LOGGED_IN.because("Authentication is required.").response();
    }
}
