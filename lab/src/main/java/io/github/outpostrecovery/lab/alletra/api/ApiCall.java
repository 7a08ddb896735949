package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.List;

/**
 * A request that has been let in.
 *
 * @param variables the parts of the path that the route leaves open, decoded
 * @param user who has sent it
 */
record ApiCall(RestRequest request, List<String> variables, String user, Turn turn) {
    String variable() {
        return variables.getFirst();
    }
}
