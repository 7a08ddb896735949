package io.github.outpostrecovery.lab.flasharray.inventory;

/**
 * A volume is connected to a host, or to a host group and so to each of its members.
 *
 * @param volume id
 * @param host id, empty if the connection is a group's
 * @param group id, empty if the connection is private
 * @param lun the LUN, or {@link #NVME}, where the volume's namespace id takes its place
 */
public record Connection(String volume, String host, String group, int lun) {
    public static final int NVME = 0;

    public static Connection ofHost(String volume, Host host, int lun) {
        return new Connection(volume, host.id(), "", lun);
    }

    public static Connection ofGroup(String volume, HostGroup group, int lun) {
        return new Connection(volume, "", group.id(), lun);
    }

    String key() {
        return volume + "/" + host + "/" + group;
    }
}
