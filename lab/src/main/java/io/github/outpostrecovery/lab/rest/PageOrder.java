package io.github.outpostrecovery.lab.rest;

import java.util.Optional;

/**
 * An order from the fault injector to a simulated API about the page that it is going to answer, so that the injector need
 * not know how a vendor pages. It travels in headers, which {@link RestServer} takes off whatever comes from outside.
 *
 * @param records how many records the page may hold at most; zero is legal
 * @param continuation what a request for the rest must be answered
 */
public record PageOrder(int records, Continuation continuation) {
    static final String HEADER_PREFIX = "x-lab-";
    private static final String RECORDS = HEADER_PREFIX + "page-records";
    private static final String BROKEN = HEADER_PREFIX + "page-continuation";

    /** What happens to a client that asks for the rest. */
    public enum Continuation {
        /** It gets the rest. */
        WORKS,
        /** It gets an internal error. */
        FAILS
    }

    /** The order that a request carries, if it carries one. */
    public static Optional<PageOrder> of(RestRequest request) {
        return request.header(RECORDS)
                .map(records -> new PageOrder(
                        Integer.parseInt(records),
                        Continuation.valueOf(request.header(BROKEN).orElse(Continuation.WORKS.name()))));
    }

    RestRequest attachTo(RestRequest request) {
        return request.withHeader(RECORDS, Integer.toString(records)).withHeader(BROKEN, continuation.name());
    }
}
