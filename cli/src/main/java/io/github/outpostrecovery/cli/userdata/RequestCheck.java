package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why user data cannot be made of a request: every reason at once, each naming what is wrong. */
final class RequestCheck {
    /** The first is what is booted, the second what is booted if the first does not answer. */
    private static final int MOST_SANBOOT_TARGETS = 2;

    private static final int MOST_LOCALBOOT_TARGETS = 1;

    private final UserDataRequest request;
    private final List<String> reasons = new ArrayList<>();

    private RequestCheck(UserDataRequest request) {
        this.request = request;
    }

    static List<String> reasons(UserDataRequest request) {
        RequestCheck check = new RequestCheck(request);
        check.attachments();
        check.names();
        check.values();
        check.scripts();
        return List.copyOf(check.reasons);
    }

    /** Why this feature is not there for this guest and protocol; empty if it is. */
    static Optional<String> refusal(Feature feature, GuestSystem guest, Protocol protocol) {
        boolean offered = switch (feature) {
            case LOCALBOOT -> true;
            case SANBOOT -> protocol == Protocol.ISCSI;
            case DATA_VOLUMES -> protocol == Protocol.ISCSI || guest == GuestSystem.LINUX;
        };
        return offered
                ? Optional.empty()
                : Optional.of("%s is not offered for %s over %s: %s"
                        .formatted(
                                feature.name().toLowerCase(Locale.ROOT),
                                guest.name().toLowerCase(Locale.ROOT),
                                TableRows.word(protocol),
                                feature == Feature.SANBOOT
                                        ? "the boot firmware speaks iSCSI only"
                                        : "Windows has no NVMe/TCP initiator"));
    }

    private void attachments() {
        if (request.feature() == Feature.DATA_VOLUMES) {
            require(request.boot().isEmpty(), "data_volumes boots from EBS: give no boot attachment");
            require(request.data().isPresent(), "data_volumes needs what it attaches: give the data attachment");
        } else {
            require(request.boot().isPresent(), word(request.feature()) + " needs what it boots from");
        }
        request.boot()
                .flatMap(boot -> refusal(request.feature(), request.guest(), TableRows.protocol(boot)))
                .ifPresent(reasons::add);
        request.data()
                .flatMap(data -> refusal(Feature.DATA_VOLUMES, request.guest(), TableRows.protocol(data)))
                .ifPresent(reasons::add);
        int most = request.feature() == Feature.SANBOOT ? MOST_SANBOOT_TARGETS : MOST_LOCALBOOT_TARGETS;
        request.boot()
                .filter(boot -> TableRows.paths(boot) > most)
                .ifPresent(boot -> reasons.add("%s boots from at most %d target%s, and %d were given"
                        .formatted(word(request.feature()), most, most == 1 ? "" : "s", TableRows.paths(boot))));
        if (request.feature() == Feature.SANBOOT && request.boot().orElse(null) instanceof Attachment.Iscsi boot) {
            require(
                    new HashSet<>(boot.targets().stream()
                                            .map(Attachment.IscsiTarget::secret)
                                            .toList())
                                    .size()
                            <= 1,
                    "the boot firmware knows one CHAP account for all targets: give them the same secret");
        }
    }

    private void names() {
        List<Attachment> attachments = all();
        for (Attachment attachment : attachments) {
            Protocol protocol = TableRows.protocol(attachment);
            boolean fits = switch (attachment.name()) {
                case MachineName.Of(var initiator) -> LegalValues.isInitiator(protocol, initiator);
                case MachineName.Marker(Protocol marked) -> marked == protocol;
            };
            require(
                    fits,
                    "\"" + shown(TableRows.name(attachment.name())) + "\" is no initiator name for "
                            + TableRows.word(protocol) + " that a script can carry");
        }
        for (Protocol protocol : Protocol.values()) {
            Set<String> names = new HashSet<>(attachments.stream()
                    .filter(attachment -> TableRows.protocol(attachment) == protocol)
                    .map(attachment -> TableRows.name(attachment.name()))
                    .toList());
            require(
                    names.size() <= 1,
                    "one machine has one " + TableRows.word(protocol)
                            + " name, and the boot and the data attachment have different ones");
        }
    }

    private void values() {
        require(
                LegalValues.isInstance(request.instance()),
                "instance name \"" + shown(request.instance()) + "\" is not legal: letters, digits and hyphens");
        if (request.network() instanceof LocalNetwork.Interface(int index)) {
            require(
                    index >= 1 && index <= LegalValues.LARGEST_DEVICE_INDEX,
                    "the local network interface cannot have device index " + index + ": it is 1 to "
                            + LegalValues.LARGEST_DEVICE_INDEX + ", 0 is the VPC's");
        }
        for (Attachment attachment : all()) {
            switch (attachment) {
                case Attachment.Iscsi iscsi -> {
                    require(!iscsi.targets().isEmpty(), "no iSCSI target was given");
                    iscsi.targets().forEach(target -> {
                        place(target.address(), target.port(), target.secret());
                        target(Protocol.ISCSI, target.iqn());
                        target.lun()
                                .ifPresent(lun -> require(
                                        LegalValues.isLun(lun),
                                        "LUN " + lun + " is not legal: 0 to " + LegalValues.LARGEST_LUN));
                    });
                    iscsi.portals().forEach(portal -> place(portal.address(), portal.port(), portal.secret()));
                    distinct(
                            "target",
                            iscsi.targets().stream()
                                    .map(target -> target.iqn() + " at " + target.address() + ":" + target.port())
                                    .toList());
                }
                case Attachment.Nvme nvme -> {
                    require(!nvme.subsystems().isEmpty(), "no NVMe subsystem was given");
                    nvme.subsystems().forEach(subsystem -> {
                        place(subsystem.address(), subsystem.port().orElse(1), subsystem.secret());
                        target(Protocol.NVME_TCP, subsystem.nqn());
                    });
                    distinct(
                            "subsystem",
                            nvme.subsystems().stream()
                                    .map(subsystem ->
                                            subsystem.nqn() + " at " + subsystem.address() + ":" + subsystem.port())
                                    .toList());
                }
            }
        }
    }

    private void scripts() {
        if (!GuestScriptParts.areRun(request)) {
            return;
        }
        for (GuestScript script : request.scripts()) {
            GuestScriptParts.reasonAgainst(script).ifPresent(reasons::add);
            boolean encoded = script.content().chars().anyMatch(character -> character >= Multipart.FIRST_BEYOND_PLAIN);
            require(
                    !encoded
                            || all().stream()
                                    .noneMatch(
                                            attachment -> script.content().contains(TableRows.name(attachment.name()))),
                    "guest script " + script.name() + " holds letters beyond ASCII and the name of this machine: it is"
                            + " encoded for cloud-init, and the name of the next machine could not be put in");
        }
    }

    private void place(String address, int port, Optional<String> secret) {
        require(
                LegalValues.isAddress(address),
                "\"" + shown(address) + "\" is no IP address: write it as a number, v6 without brackets and zone");
        require(LegalValues.isPort(port), "port " + port + " is not legal: 1 to " + LegalValues.LARGEST_PORT);
        secret.ifPresent(name -> require(
                LegalValues.isSecret(name),
                "\"" + shown(name) + "\" is no name or ARN of a secret: letters, digits and /_+=.@-"));
    }

    private void target(Protocol protocol, String name) {
        require(
                LegalValues.isTarget(protocol, name),
                "\"" + shown(name) + "\" is no "
                        + switch (protocol) {
                            case ISCSI -> "iSCSI target name";
                            case NVME_TCP -> "NVMe subsystem name";
                        });
    }

    private void distinct(String what, Collection<String> values) {
        require(new HashSet<>(values).size() == values.size(), "the same " + what + " is there twice");
    }

    private List<Attachment> all() {
        return Stream.concat(request.boot().stream(), request.data().stream()).toList();
    }

    private void require(boolean holds, String reason) {
        if (!holds && !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    private static String word(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT);
    }

    /** For a message: a hostile value must not play with the terminal either. */
    private static String shown(String value) {
        return value.replaceAll("[^ -~]", "?");
    }
}
