package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.compute.UserData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What instances are launched from and onto: launch templates, subnets, servers. */
public final class Ec2Catalog {
    private final List<LaunchTemplateVersion> templates;
    private final Map<String, String> serverOfSubnet;
    private final Map<String, OutpostServer> servers;

    /**
     * All that a catalog holds.
     *
     * @param subnets the Outpost ARN of each subnet
     */
    public record State(
            List<LaunchTemplateVersion> templates, Map<String, String> subnets, List<OutpostServer> servers) {}

    Ec2Catalog(State saved) {
        this.templates = new ArrayList<>(saved.templates());
        this.serverOfSubnet = new TreeMap<>(saved.subnets());
        this.servers = new LinkedHashMap<>();
        saved.servers().forEach(server -> servers.put(server.arn(), server));
    }

    State save() {
        return new State(List.copyOf(templates), new TreeMap<>(serverOfSubnet), List.copyOf(servers.values()));
    }

    /** Adds a server, or changes how many instances it holds; zero slots make every launch end in no capacity. */
    public void putServer(String arn, int slots) {
        servers.put(arn, new OutpostServer(arn, slots));
    }

    public void putSubnet(String subnet, String server) {
        serverOfSubnet.put(subnet, server);
    }

    /**
     * Adds a version, and the template with it if it is the first.
     *
     * @return its number
     */
    public int addTemplateVersion(String template, String userData, String instanceProfile) {
        int version = templates.stream()
                        .filter(one -> one.template().equals(template))
                        .mapToInt(LaunchTemplateVersion::version)
                        .max()
                        .orElse(0)
                + 1;
        templates.add(new LaunchTemplateVersion(template, version, userData, instanceProfile));
        return version;
    }

    public void deleteTemplateVersion(String template, int version) {
        templates.removeIf(one -> one.template().equals(template) && one.version() == version);
    }

    public Optional<LaunchTemplateVersion> template(String template, int version) {
        return templates.stream()
                .filter(one -> one.template().equals(template) && one.version() == version)
                .findFirst();
    }

    public Optional<OutpostServer> server(String arn) {
        return Optional.ofNullable(servers.get(arn));
    }

    /** Why nothing can be launched from this template into this subnet of this server, if so. */
    Optional<LaunchTrouble> trouble(String server, String subnet, String template, int version) {
        if (!servers.containsKey(server)) {
            return Optional.of(new LaunchTrouble("InvalidOutpostId.NotFound", "there is no Outpost " + server));
        }
        if (!server.equals(serverOfSubnet.get(subnet))) {
            return Optional.of(new LaunchTrouble("InvalidSubnetID.NotFound", subnet + " is no subnet of " + server));
        }
        Optional<LaunchTemplateVersion> found = template(template, version);
        if (found.isEmpty()) {
            boolean known = templates.stream().anyMatch(one -> one.template().equals(template));
            return Optional.of(
                    known
                            ? new LaunchTrouble(
                                    "InvalidLaunchTemplateId.VersionNotFound", template + " has no version " + version)
                            : new LaunchTrouble("InvalidLaunchTemplateId.NotFound", "there is no " + template));
        }
        String text = found.get().userData();
        return text.contains(UserData.IQN_MARKER) || text.contains(UserData.NQN_MARKER)
                ? Optional.empty()
                : Optional.of(new LaunchTrouble(
                        "InvalidUserData.NoMarker",
                        "the user data of " + template + " version " + version + " has no place for an initiator"));
    }

    /** Why a launch cannot be: EC2's error code, and its words. */
    record LaunchTrouble(String code, String message) {}
}
