package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.Feature;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is to be launched, and from what kind of array.
 *
 * @param vendor {@code netapp}, {@code purestorage}, {@code dell}, {@code hpe} or {@code generic}
 */
record Purpose(String vendor, Protocol protocol, Feature feature, GuestSystem guest) {
    static final String GENERIC = "generic";

    /** In the order in which they are offered. */
    static final List<String> VENDORS = List.of("dell", GENERIC, "hpe", "netapp", "purestorage");

    /** Asks for it, and refuses what does not go together before anything else is done. */
    static Purpose ask(Asking asking) {
        String vendor = asking.word(LaunchOption.VENDOR, "Array vendor", Optional.empty(), VENDORS, word -> word);
        Protocol protocol = asking.word(
                LaunchOption.PROTOCOL,
                "Protocol (nvme is NVMe/TCP)",
                Optional.empty(),
                List.of(Protocol.values()),
                LaunchTags::word);
        Feature feature = asking.word(
                LaunchOption.FEATURE,
                "What the machine uses the array for",
                Optional.empty(),
                List.of(Feature.values()),
                LaunchTags::word);
        GuestSystem guest = asking.word(
                LaunchOption.GUEST,
                "What runs on the machine",
                Optional.empty(),
                List.of(GuestSystem.values()),
                LaunchTags::word);
        Purpose purpose = new Purpose(vendor, protocol, feature, guest);
        check(feature, guest, protocol);
        Arrays.stream(LaunchOption.values())
                .filter(asking::isGiven)
                .flatMap(option -> option.misplaced(vendor, protocol).stream())
                .findFirst()
                .ifPresent(why -> {
                    throw new WizardException(WizardFailure.INVALID_INPUT, why, "leave the option out");
                });
        return purpose;
    }

    /** Refuses what the guests and their firmware cannot do. */
    static void check(Feature feature, GuestSystem guest, Protocol protocol) {
        refusal(feature, guest, protocol).ifPresent(why -> {
            throw new WizardException(
                    WizardFailure.FEATURE_NOT_SUPPORTED,
                    LaunchTags.word(feature) + " is not supported for " + LaunchTags.word(guest) + " over "
                            + LaunchTags.word(protocol) + ": " + why,
                    "choose iscsi, or another feature");
        });
    }

    private static Optional<String> refusal(Feature feature, GuestSystem guest, Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> Optional.empty();
            case NVME_TCP ->
                switch (feature) {
                    case SANBOOT -> Optional.of("iPXE boots over iSCSI only");
                    case LOCALBOOT -> Optional.empty();
                    case DATA_VOLUMES ->
                        switch (guest) {
                            case LINUX -> Optional.empty();
                            case WINDOWS -> Optional.of("Windows has no NVMe/TCP initiator");
                        };
                };
        };
    }

    boolean boots() {
        return feature != Feature.DATA_VOLUMES;
    }

    boolean isGeneric() {
        return vendor.equals(GENERIC);
    }

    /** How many paths may be booted over; empty for as many as there are. */
    java.util.OptionalInt mostTargets() {
        return switch (feature) {
            case SANBOOT -> java.util.OptionalInt.of(2);
            case LOCALBOOT -> java.util.OptionalInt.of(1);
            case DATA_VOLUMES -> java.util.OptionalInt.empty();
        };
    }
}
