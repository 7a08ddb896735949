package io.github.outpostrecovery.tests.wire;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The clients that a scenario is set up and looked at with. */
record AwsClients(
        SdkHttpClient http,
        CloudFormationClient cloudFormation,
        CloudWatchClient cloudWatch,
        DynamoDbClient dynamoDb,
        Ec2Client ec2,
        ElasticLoadBalancingV2Client loadBalancing,
        LambdaClient lambda,
        SecretsManagerClient secrets,
        SfnClient stepFunctions,
        SnsClient sns,
        SqsClient sqs,
        SsmClient ssm)
        implements AutoCloseable {
    static final Region REGION = Region.US_WEST_2;
    static final String ACCESS_KEY = "wire";
    static final String SECRET_KEY = "wire";

    /** Clients that send everything to one address. */
    static AwsClients to(URI endpoint) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .socketTimeout(Duration.ofSeconds(60))
                .build();
        return new AwsClients(
                http,
                aimed(CloudFormationClient.builder(), http, endpoint),
                aimed(CloudWatchClient.builder(), http, endpoint),
                aimed(DynamoDbClient.builder(), http, endpoint),
                aimed(Ec2Client.builder(), http, endpoint),
                aimed(ElasticLoadBalancingV2Client.builder(), http, endpoint),
                aimed(LambdaClient.builder(), http, endpoint),
                aimed(SecretsManagerClient.builder(), http, endpoint),
                aimed(SfnClient.builder(), http, endpoint),
                aimed(SnsClient.builder(), http, endpoint),
                aimed(SqsClient.builder(), http, endpoint),
                aimed(SsmClient.builder(), http, endpoint));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C aimed(
            B builder, SdkHttpClient http, URI endpoint) {
        return builder.httpClient(http)
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
