package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiTarget;
import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.Attachment.NvmeSubsystem;
import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;

/** Requests for user data, as the launch wizard would make them. */
final class Requests {
    static final String INSTANCE = "web-01";
    static final UUID UNIQUE = UUID.fromString("0f8a2c41-5b7e-4e1d-9c3a-7d2b6e5f4a10");
    static final Initiator IQN = Initiator.fresh(Protocol.ISCSI, new InstanceName(INSTANCE), Generation.FIRST, UNIQUE);
    static final Initiator NQN =
            Initiator.fresh(Protocol.NVME_TCP, new InstanceName(INSTANCE), Generation.FIRST, UNIQUE);
    static final String TARGET = "iqn.1992-08.com.netapp:sn.d93e1d3bd3ab11ee:vs.3";
    static final String SUBSYSTEM = "nqn.1992-08.com.netapp:sn.d93e1d3bd3ab11ee:subsystem.web";
    static final LocalNetwork SERVER = new LocalNetwork.Interface(1);
    static final LocalNetwork RACK = new LocalNetwork.Vpc();

    static final GuestScript SETUP =
            new GuestScript("setup.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, "#!/bin/sh\necho setup >> \"$LOG\"\n");
    static final GuestScript WARM =
            new GuestScript("warm.sh", Kind.SHELL, Frequency.EVERY_BOOT, "#!/bin/bash\necho warm >> \"$LOG\"\n");
    static final GuestScript CONFIG = new GuestScript(
            "packages.yaml",
            Kind.CLOUD_CONFIG,
            Frequency.ONCE_PER_VOLUME,
            "#cloud-config\nruncmd:\n  - [ touch, /etc/configured ]\n");

    private Requests() {}

    /** What a request is made of. */
    record Shape(
            Feature feature,
            GuestSystem guest,
            Protocol boot,
            Optional<Protocol> data,
            boolean secrets,
            int portals,
            boolean scripts,
            LocalNetwork network,
            Updates updates) {
        UserDataRequest request() {
            int targets = Math.min(portals, feature == Feature.SANBOOT ? 2 : 1);
            boolean boots = feature != Feature.DATA_VOLUMES;
            return new UserDataRequest(
                    INSTANCE,
                    feature,
                    guest,
                    boots ? Optional.of(attachment(boot, targets, secrets, OptionalInt.of(10))) : Optional.empty(),
                    boots
                            ? data.map(protocol -> attachment(protocol, portals, secrets, OptionalInt.empty()))
                            : Optional.of(attachment(boot, portals, secrets, OptionalInt.empty())),
                    scripts ? List.of(CONFIG, SETUP, WARM) : List.of(),
                    network,
                    updates);
        }
    }

    /** Every combination that is offered. */
    static List<Shape> offered() {
        List<Shape> shapes = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            for (GuestSystem guest : GuestSystem.values()) {
                for (Protocol protocol : Protocol.values()) {
                    if (RequestCheck.refusal(feature, guest, protocol).isEmpty()) {
                        dataOf(feature, guest).forEach(data -> shapes.addAll(variants(feature, guest, protocol, data)));
                    }
                }
            }
        }
        return shapes;
    }

    private static List<Optional<Protocol>> dataOf(Feature feature, GuestSystem guest) {
        List<Optional<Protocol>> data = new ArrayList<>(List.of(Optional.empty()));
        if (feature != Feature.DATA_VOLUMES) {
            data.add(Optional.of(Protocol.ISCSI));
            if (guest == GuestSystem.LINUX) {
                data.add(Optional.of(Protocol.NVME_TCP));
            }
        }
        return data;
    }

    private static List<Shape> variants(
            Feature feature, GuestSystem guest, Protocol protocol, Optional<Protocol> data) {
        List<Shape> shapes = new ArrayList<>();
        for (boolean secrets : new boolean[] {false, true}) {
            for (int portals : new int[] {1, 2, 4}) {
                for (boolean scripts : new boolean[] {false, true}) {
                    for (LocalNetwork network : List.of(SERVER, RACK)) {
                        for (Updates updates : Updates.values()) {
                            shapes.add(new Shape(
                                    feature, guest, protocol, data, secrets, portals, scripts, network, updates));
                        }
                    }
                }
            }
        }
        return shapes;
    }

    static Attachment attachment(Protocol protocol, int ways, boolean secrets, OptionalInt lun) {
        Optional<String> secret = secrets ? Optional.of("storage/" + INSTANCE) : Optional.empty();
        return switch (protocol) {
            case ISCSI ->
                new Attachment.Iscsi(
                        new MachineName.Of(IQN),
                        IntStream.rangeClosed(1, ways)
                                .mapToObj(way -> new IscsiTarget("10.0.0." + way, 3260, TARGET, lun, secret))
                                .toList(),
                        IntStream.rangeClosed(1, ways)
                                .mapToObj(way -> new IscsiPortal("10.0.0." + way, 3260, secret))
                                .toList());
            case NVME_TCP ->
                new Attachment.Nvme(
                        new MachineName.Of(NQN),
                        IntStream.rangeClosed(1, ways)
                                .mapToObj(way ->
                                        new NvmeSubsystem("10.0.1." + way, OptionalInt.empty(), SUBSYSTEM, secret))
                                .toList(),
                        Multipath.NATIVE);
        };
    }

    /** A server whose Linux guest attaches data volumes over {@code protocol}. */
    static UserDataRequest dataVolumes(Protocol protocol, int ways, boolean secrets) {
        return new Shape(
                        Feature.DATA_VOLUMES,
                        GuestSystem.LINUX,
                        protocol,
                        Optional.empty(),
                        secrets,
                        ways,
                        false,
                        RACK,
                        Updates.NONE)
                .request();
    }

    static UserDataRequest sanboot(int targets, boolean secrets, LocalNetwork network, List<GuestScript> scripts) {
        UserDataRequest request = new Shape(
                        Feature.SANBOOT,
                        GuestSystem.LINUX,
                        Protocol.ISCSI,
                        Optional.empty(),
                        secrets,
                        targets,
                        false,
                        network,
                        Updates.NONE)
                .request();
        return withScripts(request, scripts);
    }

    static UserDataRequest withScripts(UserDataRequest request, List<GuestScript> scripts) {
        return new UserDataRequest(
                request.instance(),
                request.feature(),
                request.guest(),
                request.boot(),
                request.data(),
                scripts,
                request.network(),
                request.updates());
    }

    static RenderedUserData.Text rendered(UserDataRequest request) {
        return switch (new MustacheUserDataRenderer().render(request)) {
            case RenderedUserData.Text text -> text;
            case RenderedUserData.Impossible(List<String> reasons) -> throw new AssertionError(reasons.toString());
        };
    }
}
