package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.functions.aws.Once;
import io.github.outpostrecovery.functions.aws.compute.Ec2Compute;
import io.github.outpostrecovery.functions.secrets.SecretsManagerSource;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Opens an account and Region of AWS. */
public final class AwsCloud {
    private AwsCloud() {}

    /**
     * Opens it, with the credentials, the Region and the endpoint that the AWS tools would use here. Nothing is called before
     * it is needed: wrong credentials show at the first question.
     *
     * @param profile of the shared configuration files; its credentials are used, and no others
     * @param region goes before the environment's, and that before the profile's; us-west-2 if there is none
     * @param stack the name of the engine's stack
     */
    public static Cloud open(Optional<String> profile, Optional<String> region, String stack) {
        Surroundings surroundings = new Surroundings(profile, region, System.getenv(), ProfileFile::defaultProfileFile);
        return open(
                surroundings.clients(),
                surroundings.region(),
                stack,
                Pause.real(),
                ClientSettings.standard(),
                InstantSource.system());
    }

    /**
     * Opens it by clients that are there already.
     *
     * @param pause how its commands wait
     * @param arrays how arrays are spoken to
     */
    public static Cloud open(
            Clients clients, Region region, String stack, Pause pause, ClientSettings arrays, InstantSource clock) {
        String partition = Surroundings.partition(region);
        Supplier<IamClient> iam = clients.another(IamClient::builder);
        Supplier<StsClient> sts = clients.another(StsClient::builder);
        Compute compute = new Ec2Compute(clients.ec2(), clients.outposts(), clients.cloudWatch(), clock, stack);
        AwsStacks stacks = new AwsStacks(clients.cloudFormation(), pause);
        return new Cloud(
                new Cloud.Place(partition, region.id(), new Once<>(() -> account(sts)), stack),
                new AwsDirectory(clients, iam, compute),
                new AwsMachines(clients.ec2(), pause),
                new AwsLaunchTemplates(clients.ec2()),
                new AwsNetwork(clients.ec2()),
                stacks,
                new Once<>(new DeployedEngine(clients, stacks, stack, partition, region.id(), compute, clock, pause)),
                new AwsArrays(new SecretsManagerSource(clients.secretsManager()), arrays),
                clock,
                pause);
    }

    private static String account(Supplier<StsClient> sts) {
        return Asking.of(
                "sts:GetCallerIdentity",
                "these credentials",
                () -> sts.get().getCallerIdentity().account());
    }
}
