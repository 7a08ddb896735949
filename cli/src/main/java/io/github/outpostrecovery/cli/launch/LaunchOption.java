package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every question of the wizard that can be answered beforehand: on the command line, and but for those about the run itself in
 * a file of answers.
 */
public enum LaunchOption {
    VENDOR(Kind.WORD, "VENDOR", "netapp, purestorage, dell, hpe or generic", "VENDOR"),
    PROTOCOL(Kind.WORD, "PROTOCOL", "iscsi or nvme (which is NVMe/TCP)", "PROTOCOL"),
    FEATURE(Kind.VALUE, "F", "sanboot, localboot or data_volumes", "--feature-name"),
    GUEST(Kind.VALUE, "OS", "linux or windows", "--guest-os-type"),
    NAME(Kind.VALUE, "NAME", "of the instance, such as web-01; recovery goes by it", "--instance-name"),
    SUBNET(Kind.VALUE, "ID", "a subnet on an Outpost", "--subnet-id"),
    SET_INDEX(
            Kind.FLAG,
            "",
            "set the device index of local network interfaces of the subnet to 1 if it is not",
            "--set-lni-index"),
    RACK_NETWORK(
            Kind.VALUE,
            "coip|direct",
            "on a rack: a customer-owned address, or direct VPC routing (default: coip where there is a pool)",
            "--rack-network"),
    IMAGE(Kind.VALUE, "ID", "the AMI", "--ami-id"),
    UNVERIFIED_IMAGE(
            Kind.FLAG,
            "",
            "use the AMI although its name or its owner is not one that is known",
            "--accept-unverified-ami"),
    TYPE(Kind.VALUE, "TYPE", "an instance type that the Outpost offers", "--instance-type"),
    KEY(Kind.VALUE, "NAME", "a key pair, or [none] (default: [none])", "--key-name"),
    SECURITY_GROUP(Kind.VALUE, "ID", "a security group of the VPC (default: the VPC's own)", "--security-group-id"),
    PROFILE(
            Kind.VALUE,
            "NAME",
            "an instance profile, or [none] (default: [none]); needed with secrets",
            "--instance-profile-name"),
    ROOT_SIZE(Kind.VALUE, "GIB", "the size of the root volume (default: the AMI's)", "--root-volume-size"),
    ROOT_TYPE(
            Kind.VALUE, "TYPE", "gp2, gp3, io1, io2, sc1, st1 or standard (default: the AMI's)", "--root-volume-type"),
    HARDWARE(
            Kind.VALUE,
            "server|rack",
            "with --save-user-data-only: what it will run on (default: server)",
            "--hardware-type"),
    DELL_ADDRESS(Kind.VALUE, "HOST", "the management address of the array", Set.of("dell"), "--dell-management-ip"),
    DELL_USER(Kind.VALUE, "USER", "who logs in to it", Set.of("dell"), "--dell-username"),
    HPE_ADDRESS(Kind.VALUE, "HOST", "likewise", Set.of("hpe"), "--hpe-management-ip"),
    HPE_USER(Kind.VALUE, "USER", "likewise", Set.of("hpe"), "--hpe-username"),
    NETAPP_ADDRESS(Kind.VALUE, "HOST", "likewise", Set.of("netapp"), "--netapp-management-ip"),
    NETAPP_USER(Kind.VALUE, "USER", "likewise", Set.of("netapp"), "--netapp-username"),
    PURE_ADDRESS(Kind.VALUE, "HOST", "likewise", Set.of("purestorage"), "--pure-management-ip"),
    ARRAY_SECRET(
            Kind.VALUE,
            "ARN|NAME",
            "a secret with the credentials and the address of the array",
            Vendors.ARRAYS,
            "--array-secret"),
    CREDENTIALS_FILE(
            Kind.VALUE,
            "FILE",
            "a file with the credentials of the array, as JSON",
            Vendors.ARRAYS,
            "--credentials-file"),
    CA_FILE(Kind.VALUE, "FILE", "certificates to verify the array with, as PEM", Vendors.ARRAYS, "--ca-file"),
    CERTIFICATE(Kind.VALUE, "HEX", "the SHA-256 of the array's certificate", Vendors.ARRAYS, "--certificate-sha256"),
    ARRAY_NAME(
            Kind.VALUE,
            "NAME",
            "what you call the array (default: vendor and address)",
            Vendors.ARRAYS,
            "--array-name"),
    SVM(Kind.VALUE, "NAME", "the SVM that holds the volumes", Set.of("netapp"), "--svm-name"),
    IGROUP(
            Kind.VALUE,
            "NAME",
            "the igroup, made if it is not there (default: the name of the instance)",
            Set.of("netapp"),
            Protocol.ISCSI,
            "--igroup-name"),
    SUBSYSTEM(
            Kind.VALUE,
            "NAME",
            "the subsystem, made if it is not there (default: the name of the instance)",
            Set.of("netapp"),
            Protocol.NVME_TCP,
            "--subsystem-names",
            "--subsystem-name"),
    HOST(
            Kind.VALUE,
            "NAME",
            "the host on the array, made if it is not there (default: the name of the instance)",
            Vendors.WITH_HOSTS,
            "--host-name"),
    HOST_GROUP(
            Kind.VALUE,
            "NAME",
            "a host group to export to, made if it is not there (default: [none])",
            Set.of("dell", "purestorage"),
            "--host-group-name"),
    HOST_SET(
            Kind.VALUE,
            "NAME",
            "a host set to export to, made if it is not there (default: [none])",
            Set.of("hpe"),
            "--host-set-name"),
    BOOT_IMAGE(Kind.VALUE, "VOLUME", "boot from a clone of this volume or snapshot", Vendors.ARRAYS, "--boot-image"),
    CLONE_AS(
            Kind.VALUE,
            "VOLUME",
            "the name of the clone (default: made of the instance's)",
            Vendors.ARRAYS,
            "--clone-as"),
    VOLUME(Kind.LIST, "NAME", "a volume; the first is booted from", Vendors.WITH_HOSTS, "--volume-name"),
    LUN_PATH(
            Kind.LIST,
            "PATH",
            "a LUN or a namespace; the first is booted from",
            Set.of("netapp"),
            "--lun-path",
            "--namespace-path"),
    IQN(
            Kind.VALUE,
            "IQN",
            "the name to log in with (default: generated, never used before)",
            Vendors.ALL,
            Protocol.ISCSI,
            "--initiator-iqn"),
    NQN(
            Kind.VALUE,
            "NQN",
            "the name to log in with (default: generated, never used before)",
            Vendors.ALL,
            Protocol.NVME_TCP,
            "--host-nqn"),
    TARGET_IQN(Kind.LIST, "IQN", "a target, one for each endpoint", Set.of("generic"), Protocol.ISCSI, "--target-iqn"),
    SUBSYSTEM_NQN(
            Kind.LIST,
            "NQN",
            "a subsystem, one for each endpoint; with hpe one for all, where the array does not tell it",
            Set.of("generic", "hpe"),
            Protocol.NVME_TCP,
            "--subsystem-nqn"),
    TARGET_ENDPOINT(Kind.LIST, "IP[:PORT]", "where the target is", Vendors.ALL, Protocol.ISCSI, "--target-endpoint"),
    SUBSYSTEM_ENDPOINT(
            Kind.LIST, "IP[:PORT]", "where the subsystem is", Vendors.ALL, Protocol.NVME_TCP, "--subsystem-endpoint"),
    LUN(Kind.VALUE, "0-255", "the boot LUN (default: as the array has it)", Vendors.ALL, Protocol.ISCSI, "--lun"),
    AUTH_SECRET(Kind.LIST, "ARN|NAME", "the CHAP secret of the n-th target, or [none]", "--auth-secret-name"),
    PORTAL_SECRET(
            Kind.LIST,
            "ARN|NAME",
            "the CHAP secret of the n-th portal, for discovery, or [none]",
            Vendors.ALL,
            Protocol.ISCSI,
            "--discovery-portal-auth-secret-name"),
    DM_MULTIPATH(
            Kind.FLAG,
            "",
            "dm-multipath instead of the kernel's own NVMe multipath",
            Vendors.ALL,
            Protocol.NVME_TCP,
            "--enable-dm-multipath"),
    CLUSTERED(
            Kind.FLAG,
            "",
            "let the machine in although others are: for clusters that share volumes by persistent reservations, else"
                    + " the data is lost",
            Vendors.ARRAYS,
            "--clustered"),
    SCRIPT(
            Kind.LIST,
            "FILE[:every-boot]",
            "a script or cloud-config for the guest; runs once for the volume unless marked",
            "--guest-os-script"),
    UPDATES(
            Kind.VALUE,
            "none|install-missing|upgrade",
            "what the guest may do about tools that it lacks (default: install-missing for data volumes, else none)",
            "--guest-updates"),
    DATA_PROTOCOL(
            Kind.VALUE,
            "iscsi|nvme|[none]",
            "also attach data volumes to a machine that boots from the array (default: [none])",
            "--data-protocol"),
    DATA_VOLUME(
            Kind.LIST,
            "NAME",
            "a volume, LUN or namespace for data",
            Vendors.ARRAYS,
            "--data-volume",
            "--data-volume-name"),
    DATA_HOST(
            Kind.VALUE,
            "NAME",
            "the host, igroup or subsystem for data over the other protocol",
            Vendors.ARRAYS,
            "--data-host-name"),
    DATA_INITIATOR(
            Kind.VALUE,
            "NAME",
            "the name to log in with over the other protocol (default: generated)",
            "--data-initiator"),
    DATA_TARGET(
            Kind.LIST,
            "NAME",
            "an IQN or NQN, one for each endpoint for data",
            Set.of("generic", "hpe"),
            "--data-target"),
    DATA_ENDPOINT(Kind.LIST, "IP[:PORT]", "where it is", "--data-endpoint"),
    DATA_SECRET(
            Kind.LIST, "ARN|NAME", "the CHAP secret of the n-th target for data, or [none]", "--data-auth-secret-name"),
    DATA_PORTAL_SECRET(
            Kind.LIST,
            "ARN|NAME",
            "the CHAP secret of the n-th portal for data, or [none]",
            "--data-discovery-portal-auth-secret-name"),
    SAVE_PATH(Kind.VALUE, "FILE", "write the user data there, for its owner only", "--save-user-data-path"),
    SAVE_ONLY(Kind.RUN_FLAG, "", "write the user data, and change and launch nothing", "--save-user-data-only"),
    PROCEED(Kind.RUN_FLAG, "", "make the changes of the plan without asking", "--proceed");

    /** What stands for nothing, where nothing may be chosen. */
    public static final String NONE = "[none]";

    /** How it is written. */
    public enum Kind {
        /** A word without an option's name. */
        WORD,
        VALUE,
        /** May be repeated. */
        LIST,
        FLAG,
        /** About this run: never in a file of answers. */
        RUN_FLAG
    }

    private final Kind kind;
    private final String label;
    private final String description;
    /** Separated by spaces: an enum holds nothing that could change. */
    private final String vendors;

    private final Optional<Protocol> protocol;
    private final String names;

    LaunchOption(Kind kind, String label, String description, String... names) {
        this(kind, label, description, Vendors.ALL, Optional.empty(), names);
    }

    LaunchOption(Kind kind, String label, String description, Set<String> vendors, String... names) {
        this(kind, label, description, vendors, Optional.empty(), names);
    }

    LaunchOption(Kind kind, String label, String description, Set<String> vendors, Protocol protocol, String... names) {
        this(kind, label, description, vendors, Optional.of(protocol), names);
    }

    LaunchOption(
            Kind kind,
            String label,
            String description,
            Set<String> vendors,
            Optional<Protocol> protocol,
            String... names) {
        this.kind = kind;
        this.label = label;
        this.description = description;
        this.vendors = String.join(" ", vendors.stream().sorted().toList());
        this.protocol = protocol;
        this.names = String.join(" ", names);
    }

    /** The option, as answers are kept under it. */
    public String option() {
        return names().getFirst();
    }

    /** All names that it may be given by. */
    public List<String> names() {
        return List.of(names.split(" ", -1));
    }

    /** How it is written. */
    public Kind kind() {
        return kind;
    }

    /** What stands for its value in the help. */
    public String label() {
        return label;
    }

    /** What the help says. */
    public String description() {
        return description;
    }

    /** Why it means nothing for an array of this vendor over this protocol; empty if it does. */
    Optional<String> misplaced(String vendor, Protocol over) {
        List<String> its = List.of(vendors.split(" ", -1));
        if (!its.contains(vendor)) {
            return Optional.of(option() + " is for " + String.join(", ", its) + ", not for " + vendor);
        }
        return protocol.filter(other -> other != over)
                .map(other -> option() + " is for " + LaunchTags.word(other) + ", not for " + LaunchTags.word(over));
    }

    /** The vendors that options are for. */
    private static final class Vendors {
        private static final Set<String> ARRAYS = Set.of("dell", "hpe", "netapp", "purestorage");
        private static final Set<String> ALL = Set.of("dell", "hpe", "netapp", "purestorage", "generic");
        private static final Set<String> WITH_HOSTS = Set.of("dell", "hpe", "purestorage");

        private Vendors() {}
    }
}
