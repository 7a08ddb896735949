package io.github.outpostrecovery.lab.array;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.RestService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An array that is not there: its management API, the data path behind it, and what a site has to know about both. */
public interface SimulatedArray {
    String vendor();

    /** The management API, which takes no time; what makes it slow or faulty is put in front of it. */
    RestService rest();

    /** How its API words an error that is put in front of it. */
    ErrorStyle errors();

    /** How to tell the requests of its API apart. */
    ArrayRequests requests();

    /** The array as machines see it. */
    BlockTarget blockTarget();

    /** Where machines log in. */
    List<TargetPortal> portals();

    /** The volumes of the instance that it was furnished with, in the order of their numbers: the boot volume first. */
    List<FurnishedVolume> volumes();

    /** What the data path knows a volume by; empty if there is no volume of that name. */
    Optional<String> identity(String volume);

    /** The volume that only the neighbour reaches. */
    FurnishedVolume neighboursVolume();

    /** The part of the array that a configuration has to name: the SVM on ONTAP. */
    Optional<String> scope();

    /** The document that Secrets Manager keeps for one of the array's two accounts, as JSON. */
    String secretDocument(Account account, URI endpoint);

    /**
     * Somebody lets an initiator in by hand, past the API: it reaches these volumes at once, be it known to the array or
     * not. Adds to what there is, and takes nothing from anybody.
     *
     * @param volumes by name
     */
    void admit(String initiator, List<String> volumes);

    /** How many log-ins of the management API are open now; 0 where it knows none. */
    int managementSessions();

    /** The whole state, but for the accounts. Save the agenda with it, while no call is under way. */
    JsonNode save();

    /** How its API gives long lists. */
    Lists lists();

    /** The ways to give a long list. */
    enum Lists {
        /** In pages: whoever gets a short one can ask for the rest. */
        PAGED,
        /** At once: a list that lacks something can only be told by its own count, and asked for again. */
        WHOLE
    }

    /** Whom the management API knows. */
    enum Account {
        /** Sees everything, changes nothing. */
        READING,
        /** May change who reaches a volume. */
        FENCING
    }

    /**
     * A portal of the array.
     *
     * @param address without its port
     * @param port 3260 for iSCSI, 4420 for NVMe/TCP
     * @param target the target IQN or subsystem NQN to ask for there
     */
    record TargetPortal(String address, int port, String target) {}

    /**
     * A volume.
     *
     * @param name what operators and the configuration call it
     * @param identity what the data path knows it by, whatever it is called
     * @param lun the LUN id or namespace id under which the instance sees it
     */
    record FurnishedVolume(String name, String identity, int lun) {}
}
