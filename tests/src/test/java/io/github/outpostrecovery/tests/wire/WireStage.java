package io.github.outpostrecovery.tests.wire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that the scenarios share: the endpoint, the front before it, the deployed engine, and who looks after it. */
final class WireStage implements AutoCloseable {
    private final Front front;
    private final AwsEndpoint endpoint;
    private final Sites sites;
    private final AwsClients aws;
    private final EngineStack engine;
    private final Functions functions;
    private final Optional<Relay> relay;
    private final AlarmPath alarms;
    private final Mails mails;
    private final Monitoring monitoring;
    private final AtomicInteger numbers = new AtomicInteger();

    private WireStage(Front front, AwsEndpoint endpoint, Sites sites) {
        this.front = front;
        this.endpoint = endpoint;
        this.sites = sites;
        front.passOnTo(endpoint.uri());
        this.aws = AwsClients.to(front.uri());
        this.engine = EngineStack.deploy(aws);
        this.functions = new Functions(
                EngineStack.FUNCTIONS, engine.environment(front.uri().toString()));
        this.relay = switch (endpoint.lambdaWay()) {
            case THE_FRONT -> {
                front.invoke(functions);
                yield Optional.empty();
            }
            case ITS_OWN_LAMBDA -> Optional.of(Relay.deploy(aws, functions, EngineStack.FUNCTIONS));
        };
        this.alarms = new AlarmPath(aws, engine);
        this.mails = new Mails(aws, engine);
        this.monitoring = new Monitoring(aws, sites);
    }

    /**
     * Sets it up, where an endpoint is to be had.
     *
     * @param reasons why there is none, if so
     */
    static Optional<WireStage> open(List<String> reasons) {
        Sites sites = new Sites();
        Front front = new Front(sites);
        return switch (AwsEndpoint.find(front.port())) {
            case AwsEndpoint.Search.Found(AwsEndpoint endpoint) -> Optional.of(new WireStage(front, endpoint, sites));
            case AwsEndpoint.Search.Nothing(List<String> why) -> {
                reasons.addAll(why);
                front.close();
                yield Optional.empty();
            }
        };
    }

    /** A number that no other scenario has. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    AwsEndpoint endpoint() {
        return endpoint;
    }

    Sites sites() {
        return sites;
    }

    AwsClients aws() {
        return aws;
    }

    EngineStack engine() {
        return engine;
    }

    Functions functions() {
        return functions;
    }

    AlarmPath alarms() {
        return alarms;
    }

    Mails mails() {
        return mails;
    }

    Monitoring monitoring() {
        return monitoring;
    }

    @Override
    public void close() {
        monitoring.close();
        alarms.close();
        mails.close();
        relay.ifPresent(Relay::close);
        functions.close();
        sites.all().forEach(WireSite::close);
        aws.close();
        endpoint.close();
        front.close();
    }
}
