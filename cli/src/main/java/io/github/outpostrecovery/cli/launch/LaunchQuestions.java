package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.prompt.Dialogue;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.Feature;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All questions of the wizard, in the order in which a person expects them. Changes nothing. */
final class LaunchQuestions {
    private static final String GENERATED = "generated";
    private static final int HIGHEST_LUN = 255;

    private final Asking asking;
    private final Cloud cloud;
    private final Patience patience;
    private final Map<String, String> environment;

    LaunchQuestions(Dialogue dialogue, Cloud cloud, Patience patience, Map<String, String> environment) {
        this.asking = new Asking(dialogue);
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.environment = Map.copyOf(environment);
    }

    LaunchDraft ask() {
        Purpose purpose = Purpose.ask(asking);
        boolean saveOnly =
                asking.given(LaunchOption.SAVE_ONLY).filter("true"::equals).isPresent();
        InstanceName instance = instance();
        PlacementStep places = new PlacementStep(asking, cloud);
        Placement placement = saveOnly ? places.ofSavedUserData() : places.ask();
        Optional<MachineChoice> machine = switch (placement) {
            case Placement.OnServer server -> Optional.of(new MachineStep(asking, cloud).ask(server.subnet()));
            case Placement.OnRack rack -> Optional.of(new MachineStep(asking, cloud).ask(rack.subnet()));
            case Placement.Unknown unknown -> Optional.empty();
        };
        Storage storage = purpose.isGeneric() ? generic(purpose) : array(purpose, instance);
        if (machine.filter(chosen -> chosen.profile().isEmpty()).isPresent() && storage.usesSecrets()) {
            throw new WizardException(
                    WizardFailure.INSTANCE_PROFILE_NEEDED,
                    "the machine reads CHAP secrets, and has no instance profile to do so",
                    "choose an instance profile whose role may call secretsmanager:GetSecretValue on them");
        }
        GuestStep guest = new GuestStep(asking, purpose);
        return new LaunchDraft(
                purpose,
                instance,
                placement,
                machine,
                storage.login(),
                storage.sides(),
                storage.login().isPresent() ? sharing() : Sharing.EXCLUSIVE,
                storage.names(),
                storage.boot(),
                storage.data(),
                storage.lun(),
                guest.scripts(),
                guest.updates(storage.data().isPresent()),
                savePath(saveOnly));
    }

    /** Said beforehand or not at all: nobody is led into it by a question. */
    private Sharing sharing() {
        return asking.given(LaunchOption.CLUSTERED).filter("true"::equals).isPresent()
                ? Sharing.CLUSTERED
                : Sharing.EXCLUSIVE;
    }

    /** What was chosen of the array. */
    private record Storage(
            Optional<ArrayLogin> login,
            List<SideChoice> sides,
            Map<Protocol, Initiator> names,
            Optional<PlannedAttachment> boot,
            Optional<PlannedAttachment> data,
            OptionalInt lun) {
        boolean usesSecrets() {
            return java.util.stream.Stream.concat(boot.stream(), data.stream())
                    .anyMatch(attachment -> attachment.paths().stream()
                                    .anyMatch(path -> path.secret().isPresent())
                            || attachment.portals().stream()
                                    .anyMatch(portal -> portal.secret().isPresent()));
        }
    }

    private InstanceName instance() {
        return new InstanceName(asking.text(
                LaunchOption.NAME,
                "Name of the instance, by which it is recovered",
                Optional.empty(),
                typed -> {
                    try {
                        InstanceName _ = new InstanceName(typed);
                        return Optional.empty();
                    } catch (IllegalArgumentException malformed) {
                        return Optional.of(String.valueOf(malformed.getMessage()));
                    }
                },
                WizardFailure.INVALID_INPUT));
    }

    private Storage generic(Purpose purpose) {
        Secrets secrets = new Secrets(cloud, asking.dialogue());
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        PathStep step = new PathStep(
                asking, secrets, purpose.protocol(), purpose.mostTargets(), PathStep.Options.of(purpose.protocol()));
        List<PlannedPath> paths = step.typed();
        OptionalInt lun = lun(purpose, Optional.of("0"));
        name(purpose, purpose.protocol(), false).ifPresent(name -> names.put(purpose.protocol(), name));
        PlannedAttachment main = attachment(purpose, purpose.protocol(), step, paths);
        Optional<PlannedAttachment> data = Optional.empty();
        Optional<Protocol> dataProtocol = dataProtocol(purpose);
        if (dataProtocol.isPresent()) {
            PathStep more =
                    new PathStep(asking, secrets, dataProtocol.get(), OptionalInt.empty(), PathStep.Options.ofData());
            data = Optional.of(attachment(purpose, dataProtocol.get(), more, more.typed()));
            dataName(purpose, dataProtocol.get()).ifPresent(name -> names.put(dataProtocol.get(), name));
        }
        return purpose.boots()
                ? new Storage(Optional.empty(), List.of(), names, Optional.of(main), data, lun)
                : new Storage(Optional.empty(), List.of(), names, Optional.empty(), Optional.of(main), lun);
    }

    private Storage array(Purpose purpose, InstanceName instance) {
        ArrayLogin login = new ArrayLoginStep(asking, cloud, environment, purpose.vendor()).ask();
        Protocol protocol = purpose.protocol();
        ArrayLook whole = look(login, protocol, Optional.empty());
        ArrayModel model = whole.model();
        asking.tell("Connected to " + login + ": " + model.product() + " " + model.version());
        SideStep sideStep = new SideStep(asking, purpose, instance);
        Optional<String> scope = sideStep.scope(whole);
        ArrayLook look = look(login, protocol, scope);
        Secrets secrets = new Secrets(cloud, asking.dialogue());
        SideChoice side = sideStep.ask(look, scope);
        PathStep step = new PathStep(asking, secrets, protocol, purpose.mostTargets(), PathStep.Options.of(protocol));
        List<PlannedPath> paths =
                step.offered(portals(look, login, protocol, side, LaunchOption.SUBSYSTEM_NQN), login.toString());
        OptionalInt lun = lun(purpose, Optional.empty());
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        name(purpose, protocol, false).ifPresent(name -> names.put(protocol, name));
        PlannedAttachment main = attachment(purpose, protocol, step, paths);
        if (!purpose.boots()) {
            return new Storage(
                    Optional.of(login), List.of(side), names, Optional.empty(), Optional.of(main), OptionalInt.empty());
        }
        Optional<Protocol> dataProtocol = dataProtocol(purpose);
        if (dataProtocol.isEmpty()) {
            return new Storage(Optional.of(login), List.of(side), names, Optional.of(main), Optional.empty(), lun);
        }
        Protocol over = dataProtocol.get();
        ArrayLook dataLook = look(login, over, scope);
        List<SideChoice> sides = new ArrayList<>();
        SideChoice dataSide;
        if (over == protocol) {
            dataSide = side.with(sideStep.dataVolumes(dataLook));
            sides.add(dataSide);
        } else {
            dataSide = sideStep.data(dataLook, scope, over);
            sides.add(side);
            sides.add(dataSide);
            dataName(purpose, over).ifPresent(name -> names.put(over, name));
        }
        PathStep more = new PathStep(asking, secrets, over, OptionalInt.empty(), PathStep.Options.ofData());
        List<PlannedPath> dataPaths =
                more.offered(portals(dataLook, login, over, dataSide, LaunchOption.DATA_TARGET), login.toString());
        return new Storage(
                Optional.of(login),
                sides,
                names,
                Optional.of(main),
                Optional.of(attachment(purpose, over, more, dataPaths)),
                lun);
    }

    private ArrayLook look(ArrayLogin login, Protocol protocol, Optional<String> scope) {
        return new ArrayLook(asking, cloud.arrays(), patience, login, protocol, scope);
    }

    /** Where the array can be reached; the target is left out where it is told only once a volume is shown. */
    private List<TargetPortal> portals(
            ArrayLook look, ArrayLogin login, Protocol protocol, SideChoice side, LaunchOption targetOption) {
        List<TargetPortal> portals = look.portals();
        if (portals.isEmpty() && protocol == Protocol.ISCSI && login.vendor().equals("netapp")) {
            throw new WizardException(
                    WizardFailure.ISCSI_NOT_ENABLED,
                    "the SVM " + side.scope().orElse("")
                            + " has no iSCSI service that is enabled, or no interface for it",
                    "enable iSCSI on the SVM, or choose another one");
        }
        List<TargetPortal> own = TargetsOfHost.of(portals, login.vendor(), protocol, side.host());
        if (login.vendor().equals("hpe")
                && own.stream().allMatch(portal -> portal.target().isEmpty())
                && asking.isGiven(targetOption)) {
            String target = asking.listed(targetOption).getLast();
            return own.stream()
                    .map(portal -> new TargetPortal(portal.address(), portal.port(), target))
                    .toList();
        }
        return own;
    }

    private PlannedAttachment attachment(Purpose purpose, Protocol protocol, PathStep step, List<PlannedPath> paths) {
        List<PlannedPath> paired = step.withSecrets(paths);
        return switch (protocol) {
            case ISCSI -> {
                List<IscsiPortal> portals = step.portals(paired);
                yield new PlannedAttachment(protocol, paired, portals, Multipath.NATIVE);
            }
            case NVME_TCP -> new PlannedAttachment(protocol, paired, List.of(), multipath(purpose));
        };
    }

    private Multipath multipath(Purpose purpose) {
        return purpose.guest() == GuestSystem.LINUX
                        && asking.confirm(
                                LaunchOption.DM_MULTIPATH,
                                "Put the paths together with dm-multipath, instead of the kernel's own NVMe multipath?",
                                false)
                ? Multipath.DEVICE_MAPPER
                : Multipath.NATIVE;
    }

    /** As it was asked for; empty to take the array's. */
    private OptionalInt lun(Purpose purpose, Optional<String> proposal) {
        if (purpose.protocol() != Protocol.ISCSI) {
            return OptionalInt.empty();
        }
        if (!purpose.boots()) {
            if (asking.given(LaunchOption.LUN).isPresent()) {
                asking.tell("Note: --lun is ignored: nothing is booted from data volumes.");
            }
            return OptionalInt.empty();
        }
        String array = "array";
        String typed = asking.text(
                LaunchOption.LUN,
                "Boot LUN, 0 to " + HIGHEST_LUN
                        + (proposal.isPresent() ? "" : ", or \"array\" to take what the array has"),
                proposal.or(() -> Optional.of(array)),
                text -> (text.equals(array) && proposal.isEmpty())
                                || (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= HIGHEST_LUN)
                        ? Optional.empty()
                        : Optional.of("\"" + text + "\" is not a LUN from 0 to " + HIGHEST_LUN),
                WizardFailure.INVALID_INPUT);
        return typed.equals(array) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(typed));
    }

    private Optional<Protocol> dataProtocol(Purpose purpose) {
        if (!purpose.boots()) {
            return Optional.empty();
        }
        Optional<Protocol> chosen = asking.chooseOrNone(
                LaunchOption.DATA_PROTOCOL,
                "Also attach data volumes, over",
                List.of("PROTOCOL"),
                List.of(Protocol.values()),
                protocol -> List.of(LaunchTags.word(protocol)),
                WizardFailure.INVALID_INPUT);
        chosen.ifPresent(protocol -> Purpose.check(Feature.DATA_VOLUMES, purpose.guest(), protocol));
        return chosen;
    }

    /** A name that was given; none to have one generated. */
    private Optional<Initiator> name(Purpose purpose, Protocol protocol, boolean forData) {
        LaunchOption option = forData
                ? LaunchOption.DATA_INITIATOR
                : switch (protocol) {
                    case ISCSI -> LaunchOption.IQN;
                    case NVME_TCP -> LaunchOption.NQN;
                };
        String typed = asking.text(
                option,
                "Name that " + LaunchTags.word(purpose.guest()) + " logs in with over " + LaunchTags.word(protocol),
                Optional.of(GENERATED),
                text -> text.equals(GENERATED) ? Optional.empty() : nameObjection(protocol, text),
                WizardFailure.INVALID_INPUT);
        return typed.equals(GENERATED)
                ? Optional.empty()
                : Optional.of(
                        switch (protocol) {
                            case ISCSI -> new Iqn(typed);
                            case NVME_TCP -> new HostNqn(typed);
                        });
    }

    private Optional<Initiator> dataName(Purpose purpose, Protocol protocol) {
        return protocol == purpose.protocol() ? Optional.empty() : name(purpose, protocol, true);
    }

    private static Optional<String> nameObjection(Protocol protocol, String text) {
        try {
            Initiator _ = switch (protocol) {
                case ISCSI -> new Iqn(text);
                case NVME_TCP -> new HostNqn(text);
            };
            return text.chars().anyMatch(character -> "'\"`$\\<>&|;".indexOf(character) >= 0)
                    ? Optional.of("a name with quotes or signs of a shell is not used")
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    private Optional<Path> savePath(boolean saveOnly) {
        if (!saveOnly && !asking.isGiven(LaunchOption.SAVE_PATH)) {
            return Optional.empty();
        }
        return Optional.of(GuestStep.expanded(asking.text(
                LaunchOption.SAVE_PATH,
                "File to write the user data to",
                Optional.empty(),
                typed -> typed.indexOf('\0') >= 0 ? Optional.of("that is no path") : Optional.empty(),
                WizardFailure.INVALID_INPUT)));
    }
}
