package io.github.outpostrecovery.functions.aws;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.outposts.OutpostsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients of AWS services, each made when it is first asked for and once only: a function pays at its cold start for
 * those that it uses.
 *
 * <p>Every call is tried four times at most, with full jitter between the attempts (the SDK's standard strategy); an
 * attempt may take 5 s and a call 20 s, so that a step that makes some of them ends within its 120 s. EC2 has longer: a
 * launch takes seconds, and one that is given up early has to be looked up.
 */
public final class Clients {
    /** Where to send every call instead of AWS; empty in a deployed stack. */
    public static final String ENDPOINT = "OUTPOST_RECOVERY_ENDPOINT_URL";

    private static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration EC2_ATTEMPT = Duration.ofSeconds(15);
    private static final Duration EC2_CALL = Duration.ofSeconds(40);

    private final Consumer<AwsClientBuilder<?, ?>> where;
    private final Supplier<CloudFormationClient> cloudFormation = client(CloudFormationClient::builder, ATTEMPT, CALL);
    private final Supplier<CloudWatchClient> cloudWatch = client(CloudWatchClient::builder, ATTEMPT, CALL);
    private final Supplier<DynamoDbClient> dynamoDb = client(DynamoDbClient::builder, ATTEMPT, CALL);
    private final Supplier<Ec2Client> ec2 = client(Ec2Client::builder, EC2_ATTEMPT, EC2_CALL);
    private final Supplier<ElasticLoadBalancingV2Client> loadBalancing =
            client(ElasticLoadBalancingV2Client::builder, ATTEMPT, CALL);
    private final Supplier<OutpostsClient> outposts = client(OutpostsClient::builder, ATTEMPT, CALL);
    private final Supplier<SecretsManagerClient> secretsManager = client(SecretsManagerClient::builder, ATTEMPT, CALL);
    private final Supplier<SfnClient> stepFunctions = client(SfnClient::builder, ATTEMPT, CALL);
    private final Supplier<SnsClient> sns = client(SnsClient::builder, ATTEMPT, CALL);
    private final Supplier<SsmClient> ssm = client(SsmClient::builder, ATTEMPT, CALL);

    private Clients(Consumer<AwsClientBuilder<?, ?>> where) {
        this.where = where;
    }

    /**
     * With the credentials, the region and the endpoint ({@code AWS_ENDPOINT_URL}) that the AWS tools would use here. An
     * endpoint in {@value #ENDPOINT} goes before: {@code sam local} sets only variables that the template has, and the SDK
     * takes an empty {@code AWS_ENDPOINT_URL} for an address.
     */
    public static Clients ofTheEnvironment() {
        return ofTheEnvironment(System.getenv());
    }

    static Clients ofTheEnvironment(Map<String, String> environment) {
        String endpoint = environment.getOrDefault(ENDPOINT, "").strip();
        if (endpoint.isEmpty()) {
            return new Clients(builder -> {});
        }
        URI uri = URI.create(endpoint);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalStateException(ENDPOINT + " is no URL: " + endpoint);
        }
        return new Clients(builder -> builder.endpointOverride(uri));
    }

    /** With one endpoint for all services, as an emulator has it. */
    public static Clients of(URI endpoint, Region region, AwsCredentialsProvider credentials) {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(region, "region is null");
        requireNonNull(credentials, "credentials is null");
        return new Clients(
                builder -> builder.endpointOverride(endpoint).region(region).credentialsProvider(credentials));
    }

    /** In one Region and with these credentials, at the endpoint that the AWS tools would use here. */
    public static Clients in(Region region, AwsCredentialsProvider credentials) {
        requireNonNull(region, "region is null");
        requireNonNull(credentials, "credentials is null");
        return new Clients(builder -> builder.region(region).credentialsProvider(credentials));
    }

    /** The client of one more service, at the same place, and with the same attempts and time limits as most. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> Supplier<C> another(Supplier<B> builder) {
        return client(builder, ATTEMPT, CALL);
    }

    public Supplier<CloudFormationClient> cloudFormation() {
        return cloudFormation;
    }

    public Supplier<CloudWatchClient> cloudWatch() {
        return cloudWatch;
    }

    public Supplier<DynamoDbClient> dynamoDb() {
        return dynamoDb;
    }

    public Supplier<Ec2Client> ec2() {
        return ec2;
    }

    public Supplier<ElasticLoadBalancingV2Client> loadBalancing() {
        return loadBalancing;
    }

    public Supplier<OutpostsClient> outposts() {
        return outposts;
    }

    public Supplier<SecretsManagerClient> secretsManager() {
        return secretsManager;
    }

    public Supplier<SfnClient> stepFunctions() {
        return stepFunctions;
    }

    public Supplier<SnsClient> sns() {
        return sns;
    }

    public Supplier<SsmClient> ssm() {
        return ssm;
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> Supplier<C> client(
            Supplier<B> builder, Duration attempt, Duration call) {
        return new Once<>(() -> {
            B made = builder.get();
            where.accept(made);
            return made.httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT)
                            .socketTimeout(attempt))
                    .overrideConfiguration(
                            override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                            .maxAttempts(ATTEMPTS)
                                            .build())
                                    .apiCallAttemptTimeout(attempt)
                                    .apiCallTimeout(call))
                    .build();
        });
    }
}
