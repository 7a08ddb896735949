package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.RestResponse;

/** Words injected errors as ONTAP does. */
public final class OntapErrorStyle implements ErrorStyle {
    @Override
    public RestResponse error(int status, String code, String message) {
        return OntapError.response(status, code, message, "");
    }

    @Override
    public RestResponse unauthorized() {
        return OntapError.response(401, "6", "User is not authorized.", "")
                .withHeader("WWW-Authenticate", "Basic realm=\"ONTAP\"");
    }
}
