package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.List;

/** A LUN map: uuids of the LUN and the igroup, the LUN id, and the names of the nodes that report it. */
public record LunMap(String svm, String lun, String igroup, int number, List<String> reportingNodes) {
    public static String key(String lun, String igroup) {
        return lun + "/" + igroup;
    }
}
