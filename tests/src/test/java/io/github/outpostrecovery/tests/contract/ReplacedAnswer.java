package io.github.outpostrecovery.tests.contract;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import java.util.Map;

/** Gives bytes of anybody's choice in place of one answer, or of all from one on. Requests have their effect all the same. */
final class ReplacedAnswer implements RestService {
    private final RestService service;
    private final DamagedAnswers.Extent extent;
    private final int first;
    private final int status;
    private final String body;
    private int served;

    /** @param status 0 keeps the status of the answer that is replaced */
    ReplacedAnswer(RestService service, DamagedAnswers.Extent extent, int first, int status, String body) {
        this.service = requireNonNull(service, "service is null");
        this.extent = requireNonNull(extent, "extent is null");
        this.first = first;
        this.status = status;
        this.body = requireNonNull(body, "body is null");
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        if (served > DamagedAnswers.TOO_MANY) {
            throw new AssertionError(
                    "after " + DamagedAnswers.TOO_MANY + " requests the client still asks: " + request);
        }
        RestResponse whole = service.serve(request);
        int number = served++;
        boolean struck = switch (extent) {
            case ONE -> number == first;
            case ALL_FROM_THEN_ON -> number >= first;
        };
        return struck
                ? new RestResponse(status == 0 ? whole.status() : status, Map.copyOf(whole.headers()), body)
                : whole;
    }
}
