package io.github.outpostrecovery.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.StringInputStream;

class SurroundingsTest {
    private static final ProfileFile FILES = ProfileFile.builder()
            .type(ProfileFile.Type.CONFIGURATION)
            .content(new StringInputStream("[default]\nregion = eu-central-1\n[profile shop]\nregion = ap-south-1\n"
                    + "[profile bare]\noutput = json\n"))
            .build();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "eu-west-1, shop, AWS_REGION=us-east-2, eu-west-1",
                "-, shop, AWS_REGION=us-east-2, us-east-2",
                "-, shop, AWS_DEFAULT_REGION=us-east-1, us-east-1",
                "-, shop, AWS_REGION=, ap-south-1",
                "-, shop, NONE=, ap-south-1",
                "-, -, AWS_PROFILE=shop, ap-south-1",
                "-, -, NONE=, eu-central-1",
                "-, bare, NONE=, us-west-2",
                "-, missing, NONE=, us-west-2",
                "'', '', NONE=, eu-central-1",
            })
    void region_isTheFirstThatIsNamed(String option, String profile, String variable, String region) {
        String[] pair = variable.split("=", 2);
        Surroundings surroundings = new Surroundings(
                Optional.ofNullable(profile), Optional.ofNullable(option), Map.of(pair[0], pair[1]), () -> FILES);
        assertThat(surroundings.region()).isEqualTo(Region.of(region));
    }

    @Test
    void credentials_areThoseOfTheProfileOnly_whenOneIsNamed() {
        Surroundings surroundings = new Surroundings(Optional.of("shop"), Optional.empty(), Map.of(), () -> FILES);
        assertThat(surroundings.credentials()).isInstanceOf(ProfileCredentialsProvider.class);
    }

    @Test
    void question_saysWhatToDo_whenThereAreNoCredentials() {
        SdkException none = SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(...)");
        assertThatThrownBy(() -> Asking.of("ec2:DescribeSubnets", "the subnets", () -> {
                    throw none;
                }))
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code()).isEqualTo("NoCredentials"))
                .hasMessageContaining("--profile")
                .hasMessageNotContaining("Chain");
    }

    @Test
    void partition_isThatOfTheRegion() {
        assertThat(Surroundings.partition(Region.CN_NORTH_1)).isEqualTo("aws-cn");
        assertThat(Surroundings.partition(Region.US_GOV_WEST_1)).isEqualTo("aws-us-gov");
    }
}
