package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.GuestScript;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that was answered, before it is known what has to be changed for it.
 *
 * @param login empty for an array that the wizard does not speak to
 * @param sharing whether anybody else may reach the volumes
 * @param names the initiators that were given; for another protocol one is generated
 */
record LaunchDraft(
        Purpose purpose,
        InstanceName instance,
        Placement placement,
        Optional<MachineChoice> machine,
        Optional<ArrayLogin> login,
        List<SideChoice> sides,
        Sharing sharing,
        Map<Protocol, Initiator> names,
        Optional<PlannedAttachment> boot,
        Optional<PlannedAttachment> data,
        OptionalInt lun,
        List<GuestScript> scripts,
        Updates updates,
        Optional<Path> savePath) {
    LaunchDraft {
        sides = List.copyOf(sides);
        names = Map.copyOf(names);
        scripts = List.copyOf(scripts);
    }
}
