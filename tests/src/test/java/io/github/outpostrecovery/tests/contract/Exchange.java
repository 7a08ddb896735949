package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Optional;

/**
 * What a client sent, and what the array replied.
 *
 * @param reply empty if it got none
 */
record Exchange(RestRequest request, Optional<RestResponse> reply) {
    /** All of it but the headers: what makes it another one than those before. */
    String content() {
        return request.method() + " " + request.target() + " " + request.body() + " -> "
                + reply.map(answer -> answer.status() + " " + answer.body()).orElse("no answer");
    }

    /** One line for people. */
    String line() {
        return request.method() + " " + request.target() + " -> "
                + reply.map(answer -> Integer.toString(answer.status())).orElse("no answer");
    }
}
