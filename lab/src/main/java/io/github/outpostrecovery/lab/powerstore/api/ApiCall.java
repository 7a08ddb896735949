package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.powerstore.session.LoginSession;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that has been let in.
 *
 * @param variables the parts of the path that the route leaves open
 * @param afterwards what is to be done once the request has succeeded
 */
record ApiCall(
        RestRequest request, List<String> variables, LoginSession session, Turn turn, List<Runnable> afterwards) {
    static ApiCall of(RestRequest request, LoginSession session, Turn turn) {
        return new ApiCall(request, List.of(), session, turn, new ArrayList<>());
    }

    ApiCall with(List<String> found) {
        return new ApiCall(request, found, session, turn, afterwards);
    }

    String variable() {
        return variables.getFirst();
    }

    Instant now() {
        return turn.now();
    }
}
