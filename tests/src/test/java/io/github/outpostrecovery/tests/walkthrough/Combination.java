package io.github.outpostrecovery.tests.walkthrough;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be chosen for a launch: whose array, how it is reached, what the machine does with it, and what runs there. All are
 * written as on a command line.
 */
record Combination(String vendor, String protocol, String feature, String guest) {
    static final String GENERIC = "generic";

    private static final String IPXE = "ami-0a1b2c3d4e5f61001";
    private static final String LOCALBOOT = "ami-0a1b2c3d4e5f61002";
    private static final String LINUX = "ami-0a1b2c3d4e5f61003";
    private static final String WINDOWS = "ami-0a1b2c3d4e5f61004";

    /** All there are, allowed or not. */
    static List<Combination> all() {
        List<Combination> all = new ArrayList<>();
        for (String vendor : List.of("netapp", "purestorage", "dell", "hpe", GENERIC)) {
            for (String protocol : List.of("iscsi", "nvme")) {
                for (String feature : List.of("sanboot", "localboot", "data_volumes")) {
                    for (String guest : List.of("linux", "windows")) {
                        all.add(new Combination(vendor, protocol, feature, guest));
                    }
                }
            }
        }
        return all;
    }

    /** Whether it may be launched: iPXE has no NVMe/TCP, and Windows attaches no volumes over it. */
    boolean isAllowed() {
        return protocol.equals("iscsi")
                || feature.equals("localboot")
                || (feature.equals("data_volumes") && guest.equals("linux"));
    }

    boolean isGeneric() {
        return vendor.equals(GENERIC);
    }

    boolean boots() {
        return !feature.equals("data_volumes");
    }

    /** The array of the site that it is launched on; of generic storage only the ways to it are told. */
    String arrayOfSite() {
        return isGeneric() ? "netapp" : vendor;
    }

    private String image() {
        return switch (feature) {
            case "sanboot" -> IPXE;
            case "localboot" -> LOCALBOOT;
            default -> guest.equals("windows") ? WINDOWS : LINUX;
        };
    }

    /** The command line of its launch, without the options of every command. */
    List<String> launch(String name) {
        List<String> words = new ArrayList<>(List.of(
                "launch",
                vendor,
                protocol,
                "--yes",
                "--feature-name",
                feature,
                "--guest-os-type",
                guest,
                "--instance-name",
                name,
                "--subnet-id",
                "subnet-0a1b2c3d4e5f60001",
                "--ami-id",
                image(),
                "--instance-type",
                "c6id.2xlarge",
                "--instance-profile-name",
                "outpost-instance-secrets"));
        words.addAll(storage(name));
        return words;
    }

    private List<String> storage(String name) {
        String volume = name + (boots() ? "-boot" : "-data-1");
        List<String> words = new ArrayList<>();
        if (isGeneric()) {
            words.addAll(
                    protocol.equals("iscsi")
                            ? List.of(
                                    "--target-iqn",
                                    "iqn.2005-10.org.example:shelf-7",
                                    "--target-endpoint",
                                    "10.10.20.40:3260")
                            : List.of(
                                    "--subsystem-nqn",
                                    "nqn.2014-08.org.example:shelf-7",
                                    "--subsystem-endpoint",
                                    "10.10.20.40:4420"));
            return words;
        }
        words.addAll(List.of("--array-secret", "outpost-recovery/fence/array-1"));
        if (vendor.equals("netapp")) {
            words.addAll(List.of("--svm-name", "svm1"));
        }
        if (boots() && guest.equals("windows")) {
            words.addAll(
                    List.of("--boot-image", volumeName("windows-golden-boot"), "--clone-as", volumeName(name + "-c")));
            return words;
        }
        words.addAll(List.of(vendor.equals("netapp") ? "--lun-path" : "--volume-name", volumeName(volume)));
        return words;
    }

    private String volumeName(String volume) {
        return vendor.equals("netapp") ? "/vol/v/" + volume : volume;
    }

    @Override
    public String toString() {
        return vendor + " " + protocol + " " + feature + " " + guest;
    }
}
