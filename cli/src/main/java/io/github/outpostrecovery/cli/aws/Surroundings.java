package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.functions.aws.Clients;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What the environment and the shared configuration files say of account and Region, as the AWS tools read them: an option
 * goes before the environment, and the environment before the files. Nothing is read before it is asked for.
 */
final class Surroundings {
    private static final String STANDARD_PROFILE = "default";
    private static final Region STANDARD_REGION = Region.US_WEST_2;

    private final Optional<String> profile;
    private final Optional<String> region;
    private final Map<String, String> environment;
    private final Supplier<ProfileFile> files;

    /**
     * Reads nothing yet.
     *
     * @param profile as the option has it
     * @param region likewise
     * @param files the shared configuration files
     */
    Surroundings(
            Optional<String> profile,
            Optional<String> region,
            Map<String, String> environment,
            Supplier<ProfileFile> files) {
        this.profile = profile.filter(name -> !name.isBlank());
        this.region = region.filter(name -> !name.isBlank());
        this.environment = Map.copyOf(environment);
        this.files = requireNonNull(files, "files is null");
    }

    /** The Region of the option, of {@code AWS_REGION}, of {@code AWS_DEFAULT_REGION}, of the profile, or us-west-2. */
    Region region() {
        return Stream.of(region, variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"))
                .flatMap(Optional::stream)
                .findFirst()
                .or(this::regionOfTheProfile)
                .map(name -> Region.of(name.strip()))
                .orElse(STANDARD_REGION);
    }

    /** Such as {@code aws-cn}. */
    static String partition(Region region) {
        return PartitionMetadata.of(region).id();
    }

    /**
     * The credentials of a named profile, and of no other: a key in the environment may belong to another account. Without a
     * name, those that the AWS tools would find.
     */
    AwsCredentialsProvider credentials() {
        return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** Clients for all that, at {@code AWS_ENDPOINT_URL} if that is set. */
    Clients clients() {
        return Clients.in(region(), credentials());
    }

    private Optional<String> regionOfTheProfile() {
        String name = profile.or(() -> variable("AWS_PROFILE")).orElse(STANDARD_PROFILE);
        return files.get().profile(name).flatMap(Surroundings::regionOf);
    }

    private static Optional<String> regionOf(Profile found) {
        return found.property("region").filter(name -> !name.isBlank());
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
