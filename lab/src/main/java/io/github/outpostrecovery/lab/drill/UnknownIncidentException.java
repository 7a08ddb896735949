package io.github.outpostrecovery.lab.drill;

import io.github.outpostrecovery.core.name.IncidentId;

/** The site has no such incident. */
public final class UnknownIncidentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownIncidentException(IncidentId incident) {
        super("the site has no incident " + incident);
    }
}
