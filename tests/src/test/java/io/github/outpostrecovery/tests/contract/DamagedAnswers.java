package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;

/** Damages the answer to one request of several, or to all from one on. Requests have their effect all the same. */
final class DamagedAnswers implements RestService {
    /** More requests than any operation on three volumes sends: a client that sends so many goes round in circles. */
    static final int TOO_MANY = 400;

    private final RestService service;
    private final Damage damage;
    private final Extent extent;
    private final int first;
    private final SplitMix64 chance;
    private int served;

    /** How many answers are damaged. */
    enum Extent {
        ONE,
        ALL_FROM_THEN_ON
    }

    DamagedAnswers(RestService service, Damage damage, Extent extent, int first, long seed) {
        this.service = service;
        this.damage = damage;
        this.extent = extent;
        this.first = first;
        this.chance = new SplitMix64(seed);
    }

    /** How many requests were served. */
    int served() {
        return served;
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        if (served > TOO_MANY) {
            throw new AssertionError("after " + TOO_MANY + " requests the client still asks: " + request);
        }
        RestResponse whole = service.serve(request);
        int number = served++;
        boolean struck = switch (extent) {
            case ONE -> number == first;
            case ALL_FROM_THEN_ON -> number >= first;
        };
        return struck ? damage.applied(whole, chance) : whole;
    }
}
