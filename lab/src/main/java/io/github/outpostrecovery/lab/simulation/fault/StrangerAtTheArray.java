package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.Optional;

/**
 * Somebody who logs in to an array beside the machines of the site.
 *
 * @param machine what the array's data path tells it apart by
 * @param initiator the name that it uses, which may be somebody else's
 * @param isid its half of the session identifier, or its NVMe host identifier
 * @param address its IP address
 */
public record StrangerAtTheArray(String machine, String initiator, String isid, String address) {
    /** Another computer, at an address that no machine of the site has. */
    public static StrangerAtTheArray as(String machine, String initiator) {
        return new StrangerAtTheArray(machine, initiator, "00023d000099", "10.20.0.99");
    }

    /** Logs in at the first portal. Empty if the array refuses it. */
    public Optional<String> logIn(SimulatedSite site, SiteArray array) {
        BlockTarget target = array.simulated().blockTarget();
        TargetPortal portal = array.simulated().portals().getFirst();
        LoginReply reply = target.login(new LoginAttempt(
                machine,
                initiator,
                switch (array.protocol()) {
                    case ISCSI -> Protocol.ISCSI;
                    case NVME_TCP -> Protocol.NVME_TCP;
                },
                portal.target(),
                isid,
                address,
                portal.address() + ":" + portal.port(),
                site.chapAccounts().accountOf(initiator)));
        return switch (reply) {
            case LoginReply.Accepted(String session) -> Optional.of(session);
            case LoginReply.Pending(String session) -> Optional.of(session);
            case LoginReply.Refused(String why) -> Optional.empty();
        };
    }
}
