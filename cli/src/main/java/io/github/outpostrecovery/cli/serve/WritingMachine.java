package io.github.outpostrecovery.cli.serve;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine as an array meets it: logged in on every portal, writing to whatever it is shown. For one thread at a time. */
final class WritingMachine {
    private final SimulatedArray array;
    private final String name;
    private final List<String> sessions = new ArrayList<>();
    private long payload;

    WritingMachine(SimulatedArray array, String name) {
        this.array = requireNonNull(array, "array is null");
        this.name = requireNonNull(name, "name is null");
    }

    void logIn(Protocol protocol, String initiator) {
        for (SimulatedArray.TargetPortal portal : array.portals()) {
            LoginReply reply = array.blockTarget()
                    .login(new LoginAttempt(
                            name,
                            initiator,
                            protocol,
                            portal.target(),
                            "00023d0000%02x".formatted(Math.floorMod(name.hashCode(), 256)),
                            "10.20.0." + (Math.floorMod(name.hashCode(), 200) + 1),
                            portal.address() + ":" + portal.port(),
                            Optional.empty()));
            if (reply instanceof LoginReply.Accepted(String session)) {
                sessions.add(session);
            }
        }
    }

    /** Loses power: nobody tells the array. */
    void die() {
        array.blockTarget().connectionLost(name);
        sessions.clear();
    }

    /** Writes over each session to everything that it shows; how many writes were taken. */
    int write() {
        int taken = 0;
        for (String session : sessions) {
            for (VisibleVolume volume : array.blockTarget().reportLuns(session)) {
                if (array.blockTarget().write(session, volume.lun(), ++payload) instanceof WriteReply.Written) {
                    taken++;
                }
            }
        }
        return taken;
    }
}
