package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.RestResponse;

/** Words injected errors as the WSAPI does. A code that is not a number becomes 1. */
public final class WsapiErrorStyle implements ErrorStyle {
    private static final int FORBIDDEN = 403;
    private static final int SOME_CODE = 1;

    @Override
    public RestResponse error(int status, String code, String message) {
        return WsapiError.response(status, number(code), message);
    }

    /** The key is not known: the API has no other word for missing credentials. */
    @Override
    public RestResponse unauthorized() {
        return WsapiError.response(FORBIDDEN, WsapiCode.INV_SESS_KEY.number(), "invalid session key");
    }

    private static int number(String code) {
        try {
            return Integer.parseInt(code);
        } catch (NumberFormatException notANumber) {
            return SOME_CODE;
        }
    }
}
