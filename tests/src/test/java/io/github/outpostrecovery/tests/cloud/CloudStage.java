package io.github.outpostrecovery.tests.cloud;

import io.github.outpostrecovery.cli.aws.AwsCloud;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.tests.wire.AwsEndpoint;
import io.github.outpostrecovery.tests.wire.MotoEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.iam.IamClient;

/** An endpoint, the two servers in front of it, one subnet on each, and the account as the command sees it. */
final class CloudStage implements AutoCloseable {
    static final String STACK = "outpost-recovery";
    static final String KEY = "cloud";

    private static final int MINUTES_OF_THE_PAST = 5;

    private final CloudFront front;
    private final TwoServers servers;
    private final AwsEndpoint endpoint;
    private final Clients clients;
    private final String vpc;
    private final SubnetId first;
    private final SubnetId second;

    private CloudStage(CloudFront front, TwoServers servers, AwsEndpoint endpoint) {
        this.front = front;
        this.servers = servers;
        this.endpoint = endpoint;
        front.passOnTo(endpoint.uri(), clientsTo(endpoint.uri()));
        this.clients = clientsTo(front.uri());
        this.vpc = clients.ec2()
                .get()
                .createVpc(request -> request.cidrBlock("10.7.0.0/16"))
                .vpc()
                .vpcId();
        this.first = subnet("10.7.1.0/24");
        this.second = subnet("10.7.2.0/24");
        servers.put(first, TwoServers.FIRST);
        servers.put(second, TwoServers.SECOND);
    }

    /** Sets it up where moto's server is installed; else says why not. */
    static Optional<CloudStage> open(List<String> reasons) {
        TwoServers servers = new TwoServers();
        CloudFront front = new CloudFront(servers);
        Optional<CloudStage> stage =
                MotoEndpoint.start(front.port(), reasons).map(endpoint -> new CloudStage(front, servers, endpoint));
        if (stage.isEmpty()) {
            front.close();
        }
        return stage;
    }

    private static Clients clientsTo(URI uri) {
        return Clients.of(
                uri, Region.US_WEST_2, StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
    }

    private SubnetId subnet(String cidr) {
        return new SubnetId(clients.ec2()
                .get()
                .createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr))
                .subnet()
                .subnetId());
    }

    /** The account, seen past what was seen before. */
    Cloud cloud() {
        return AwsCloud.open(
                clientsTo(front.uri()),
                Region.US_WEST_2,
                STACK,
                length -> Thread.sleep(Math.min(length.toMillis(), 50)),
                ClientSettings.standard(),
                InstantSource.system());
    }

    /** CloudWatch has seen both servers connected for some minutes. */
    void connect() {
        Instant now = Instant.now();
        for (OutpostArn server : List.of(TwoServers.FIRST, TwoServers.SECOND)) {
            String id = server.value().substring(server.value().lastIndexOf('/') + 1);
            for (int minute = MINUTES_OF_THE_PAST; minute >= 0; minute--) {
                Instant at = now.minus(Duration.ofMinutes(minute));
                clients.cloudWatch()
                        .get()
                        .putMetricData(request -> request.namespace("AWS/Outposts")
                                .metricData(MetricDatum.builder()
                                        .metricName("ConnectedStatus")
                                        .dimensions(Dimension.builder()
                                                .name("OutpostId")
                                                .value(id)
                                                .build())
                                        .timestamp(at)
                                        .value(1.0)
                                        .build()));
            }
        }
    }

    /** For what a test has to prepare. */
    Clients clients() {
        return clients;
    }

    IamClient iam() {
        return clients.another(IamClient::builder).get();
    }

    CloudFront front() {
        return front;
    }

    TwoServers servers() {
        return servers;
    }

    AwsEndpoint endpoint() {
        return endpoint;
    }

    String vpc() {
        return vpc;
    }

    /** On the first server. */
    SubnetId first() {
        return first;
    }

    /** On the second server. */
    SubnetId second() {
        return second;
    }

    @Override
    public void close() {
        endpoint.close();
        front.close();
    }
}
