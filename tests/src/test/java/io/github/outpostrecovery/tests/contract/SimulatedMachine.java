package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A machine as an array meets it: it logs in on every portal, and writes to whatever it is shown. */
final class SimulatedMachine {
    private final SimulatedArray array;
    private final Protocol protocol;
    private final String name;
    private final String initiator;
    private final Optional<ChapAccount> chap;
    private final List<String> sessions = new ArrayList<>();
    private long payload;

    SimulatedMachine(
            SimulatedArray array, Protocol protocol, String name, String initiator, Optional<ChapAccount> chap) {
        this.array = array;
        this.protocol = protocol;
        this.name = name;
        this.initiator = initiator;
        this.chap = chap;
    }

    /** Logs in on every portal; the number of those that let it in. */
    int logIn() {
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
                            chap));
            if (reply instanceof LoginReply.Accepted(String session)) {
                sessions.add(session);
            }
        }
        return sessions.size();
    }

    /** Loses power: the array is not told. */
    void die() {
        array.blockTarget().connectionLost(name);
        sessions.clear();
    }

    /** What it is shown, by the number under which it is. */
    Map<Integer, String> visible() {
        Map<Integer, String> visible = new TreeMap<>();
        for (String session : sessions) {
            for (VisibleVolume volume : array.blockTarget().reportLuns(session)) {
                visible.put(volume.lun(), volume.volume());
            }
        }
        return visible;
    }

    /** Writes over each of its sessions to everything that this one shows; how many writes were taken. */
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
