package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceProfile;
import io.github.outpostrecovery.lab.region.catalog.MachineImage;
import io.github.outpostrecovery.lab.region.catalog.OutpostEntry;
import io.github.outpostrecovery.lab.region.catalog.OutpostEntry.Hardware;
import io.github.outpostrecovery.lab.region.catalog.SecurityGroup;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import io.github.outpostrecovery.lab.region.catalog.TypeOffer;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done once, when a site is made on which nothing runs yet: an account with all that a launch names, three servers and
 * a rack, and on the arrays volumes that nobody uses, beside those of somebody else.
 */
record OpenSite(
        SiteOptions options,
        SimulatedRegion region,
        Site machines,
        MachineAccounts accounts,
        List<SiteArray> arrays,
        WriteOracle oracle,
        RegisteredArrays clients) {
    private static final String ACCOUNT = "111122223333";
    private static final String VPC = "vpc-0a1b2c3d4e5f60001";
    private static final String OTHER_VPC = "vpc-0a1b2c3d4e5f60002";
    private static final String ZONE = "us-west-2a";
    private static final OutpostArn RACK =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60009");
    private static final int SLOTS = 12;
    private static final int LOCAL_NETWORK_INDEX = 1;
    private static final int LINUX_GIB = 8;
    private static final int WINDOWS_GIB = 30;

    /** Whose volumes are made, and how many. */
    private static final Map<String, Integer> FREE_VOLUMES =
            new TreeMap<>(Map.of("web-01", 2, "app-02", 2, "db-04", 3, "linux-golden", 1, "windows-golden", 1));

    void furnish() {
        putUpServers();
        account();
        for (SiteArray array : arrays) {
            array.secrets(accounts).forEach(region.secrets()::put);
            accounts.of(array.protocol())
                    .ifPresent(account ->
                            region.secrets().put(array.chapSecret(), MachineAccounts.guestDocument(account)));
            watchOver(array);
            makeVolumes(array);
        }
    }

    private void putUpServers() {
        AccountCatalog account = region.ec2().catalog().account();
        List<OutpostArn> servers = Furniture.servers();
        List<String> names = List.of("store-portland-1", "store-portland-2", "store-seattle-1");
        for (int number = 0; number < servers.size(); number++) {
            OutpostArn server = servers.get(number);
            put(server, names.get(number), Hardware.SERVER);
            // The last one lacks it, as every subnet does until somebody sets it.
            Integer index = number < servers.size() - 1 ? LOCAL_NETWORK_INDEX : null;
            put(Furniture.subnetOf(server).value(), server, number + 1, names.get(number), index);
            account.add(new TypeOffer(server.value(), "c6id.2xlarge", 4));
            account.add(new TypeOffer(server.value(), "c6id.4xlarge", 2));
            account.add(new TypeOffer(server.value(), "c6id.16xlarge", number == 0 ? 1 : 0));
        }
        put(RACK, "datacenter-rack", Hardware.RACK);
        put(Furniture.subnetOf(RACK).value(), RACK, 9, "datacenter-rack", null);
        account.add(new TypeOffer(RACK.value(), "m5.xlarge", 4));
        account.add(new TypeOffer(RACK.value(), "r5.2xlarge", 2));
        account.addPool(RACK.value(), "ipv4pool-coip-0a1b2c3d4e5f60009");
        account.add(new Subnet("subnet-0a1b2c3d4e5f60101", VPC, null, ZONE, "10.0.101.0/24", "region-a", null));
        account.add(new Subnet(
                "subnet-0a1b2c3d4e5f60102", OTHER_VPC, null, "us-west-2b", "10.1.102.0/24", "region-b", null));
    }

    private void put(OutpostArn outpost, String name, Hardware hardware) {
        machines.addServer(outpost.value());
        region.ec2().catalog().putServer(outpost.value(), SLOTS);
        region.ec2().catalog().account().add(new OutpostEntry(outpost.value(), name, ACCOUNT, hardware));
    }

    private void put(String subnet, OutpostArn outpost, int number, String name, @Nullable Integer index) {
        region.ec2().catalog().putSubnet(subnet, outpost.value());
        region.ec2()
                .catalog()
                .account()
                .add(new Subnet(subnet, VPC, outpost.value(), ZONE, "10.0." + number + ".0/24", name, index));
    }

    private void account() {
        AccountCatalog account = region.ec2().catalog().account();
        account.add(new SecurityGroup("sg-0a1b2c3d4e5f60001", "default", VPC));
        account.add(new SecurityGroup("sg-0a1b2c3d4e5f60002", "storage-clients", VPC));
        account.add(new SecurityGroup("sg-0a1b2c3d4e5f60003", "web", VPC));
        account.add(new SecurityGroup("sg-0a1b2c3d4e5f60004", "default", OTHER_VPC));
        image("ami-0a1b2c3d4e5f61001", "iPXE-1.21.1-x86_64-2026-01", ACCOUNT, null, 1);
        image("ami-0a1b2c3d4e5f61002", "localboot-ami-linux-2026-01", ACCOUNT, null, LINUX_GIB);
        image(
                "ami-0a1b2c3d4e5f61003",
                "al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64",
                "137112412989",
                "amazon",
                LINUX_GIB);
        image(
                "ami-0a1b2c3d4e5f61004",
                "Windows_Server-2022-English-Full-Base-2026.01.14",
                "801119661308",
                "amazon",
                WINDOWS_GIB);
        image("ami-0a1b2c3d4e5f61005", "our-own-image-7", "444455556666", null, LINUX_GIB);
        account.addKeyPair("operations");
        account.addKeyPair("store-administrators");
        profile("outpost-instance");
        profile("outpost-instance-secrets");
        account.add(new InstanceProfile(
                "without-role", "arn:aws:iam::" + ACCOUNT + ":instance-profile/without-role", null));
    }

    private void profile(String name) {
        region.ec2()
                .catalog()
                .account()
                .add(new InstanceProfile(
                        name,
                        "arn:aws:iam::" + ACCOUNT + ":instance-profile/" + name,
                        "arn:aws:iam::" + ACCOUNT + ":role/" + name));
    }

    private void image(String id, String name, String owner, @Nullable String alias, int gib) {
        region.ec2().catalog().account().add(new MachineImage(id, name, owner, alias, "/dev/xvda", gib));
    }

    /** Nobody may reach what others have on the array, now or later. */
    private void watchOver(SiteArray array) {
        List<FurnishedVolume> ofOthers = new ArrayList<>(array.simulated().volumes());
        ofOthers.add(array.simulated().neighboursVolume());
        ofOthers.forEach(
                volume -> oracle.watchOver(List.of(), List.of(), new GuardedVolume(array.name(), volume.identity())));
    }

    /** By the array's own API, as an operator would: copies of the volume that the other one boots from. */
    private void makeVolumes(SiteArray array) {
        ArrayModel model = ArrayModels.registered().of(array.vendor());
        VolumeName source =
                new VolumeName(array.simulated().volumes().getFirst().name());
        try (ArrayInventory inventory = clients.inventory(
                array.connection(accounts), new SecretCredentials(region.secrets(), array.fenceSecret()))) {
            FREE_VOLUMES.forEach((instance, count) -> {
                for (int number = 0; number < count; number++) {
                    CloneOutcome made = inventory.clone(source, new VolumeName(model.volumeName(instance, number)));
                    if (!(made instanceof CloneOutcome.Cloned)) {
                        throw new IllegalStateException("a volume of " + array.name() + " was not made: " + made);
                    }
                }
            });
        }
    }
}
