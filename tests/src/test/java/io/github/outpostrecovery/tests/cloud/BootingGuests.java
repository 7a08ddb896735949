package io.github.outpostrecovery.tests.cloud;

import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guests that do the one thing that the array sees of a boot: log in on every portal, by the name in their user data. */
final class BootingGuests implements TwoServers.Guests {
    private static final Pattern NAME = Pattern.compile("^set initiator-iqn (\\S+)$", Pattern.MULTILINE);

    private final SimulatedArray array;

    BootingGuests(SimulatedArray array) {
        this.array = array;
    }

    @Override
    public void booted(String machine, String userData) {
        Matcher name = NAME.matcher(userData);
        if (!name.find()) {
            throw new AssertionError("the user data of " + machine + " names no initiator");
        }
        for (SimulatedArray.TargetPortal portal : array.portals()) {
            LoginReply reply = array.blockTarget().login(attempt(machine, name.group(1), portal));
            if (!(reply instanceof LoginReply.Accepted)) {
                throw new AssertionError("the array does not let " + machine + " in: " + reply);
            }
        }
    }

    @Override
    public void ended(String machine) {
        array.blockTarget().connectionLost(machine);
    }

    /** How many volumes the array shows to whoever logs in by a name now. */
    int shownTo(String initiator) {
        LoginReply reply = array.blockTarget()
                .login(attempt("curious", initiator, array.portals().getFirst()));
        int shown = reply instanceof LoginReply.Accepted(String session)
                ? array.blockTarget().reportLuns(session).size()
                : 0;
        // Else it would be a log-in that cleaning up waits for.
        array.blockTarget().connectionLost("curious");
        return shown;
    }

    private static LoginAttempt attempt(String machine, String initiator, SimulatedArray.TargetPortal portal) {
        return new LoginAttempt(
                machine,
                initiator,
                Protocol.ISCSI,
                portal.target(),
                "00023d000001",
                "10.20.0.77",
                portal.address() + ":" + portal.port(),
                Optional.empty());
    }
}
