package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.LaunchTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What instances are launched from and onto: launch templates, subnets, servers. */
public final class Ec2Catalog {
    /** So that ids of templates are no ids of instances. */
    private static final long TEMPLATES = 0x7465_6d70_6c61_7465L;

    private final List<LaunchTemplateVersion> templates;
    private final Map<String, String> serverOfSubnet;
    private final Map<String, OutpostServer> servers;
    private final Map<String, LaunchTemplate> named = new LinkedHashMap<>();
    private final AccountCatalog account;
    private long nextTemplate;

    /**
     * All that a catalog holds.
     *
     * @param subnets the Outpost ARN of each subnet
     */
    public record State(
            List<LaunchTemplateVersion> templates,
            Map<String, String> subnets,
            List<OutpostServer> servers,
            List<LaunchTemplate> named,
            long nextTemplate,
            AccountCatalog.State account) {
        static final State EMPTY = new State(List.of(), Map.of(), List.of(), List.of(), 1, AccountCatalog.State.EMPTY);
    }

    Ec2Catalog(State saved) {
        this.templates = new ArrayList<>(saved.templates());
        this.serverOfSubnet = new TreeMap<>(saved.subnets());
        this.servers = new LinkedHashMap<>();
        saved.servers().forEach(server -> servers.put(server.arn(), server));
        saved.named().forEach(template -> named.put(template.id(), template));
        this.nextTemplate = saved.nextTemplate();
        this.account = new AccountCatalog(saved.account());
    }

    State save() {
        return new State(
                List.copyOf(templates),
                new TreeMap<>(serverOfSubnet),
                List.copyOf(servers.values()),
                List.copyOf(named.values()),
                nextTemplate,
                account.save());
    }

    /** Subnets, images and the rest that a person's launch names. */
    public AccountCatalog account() {
        return account;
    }

    /** The templates that have a name. */
    public List<LaunchTemplate> named() {
        return List.copyOf(named.values());
    }

    /** Makes a template with version 1. The caller has looked whether the name is free. */
    LaunchTemplate create(String name, InstanceSpecification specification, Map<String, String> tags) {
        LaunchTemplate made =
                new LaunchTemplate("lt-0%016x".formatted(SplitMix64.mix(TEMPLATES + nextTemplate++)), name, tags);
        named.put(made.id(), made);
        addTemplateVersion(made.id(), specification);
        return made;
    }

    /** Deletes a template with all its versions. */
    void deleteTemplate(String template) {
        named.remove(template);
        templates.removeIf(one -> one.template().equals(template));
    }

    /** The number of the newest version of a template, 0 without one. */
    public int latest(String template) {
        return templates.stream()
                .filter(one -> one.template().equals(template))
                .mapToInt(LaunchTemplateVersion::version)
                .max()
                .orElse(0);
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
        return addTemplateVersion(template, InstanceSpecification.of(userData, instanceProfile));
    }

    /**
     * Adds a version that says everything.
     *
     * @return its number
     */
    public int addTemplateVersion(String template, InstanceSpecification specification) {
        int version = latest(template) + 1;
        templates.add(new LaunchTemplateVersion(template, version, specification));
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

    /** Every server, in the order in which they were added. */
    List<OutpostServer> servers() {
        return List.copyOf(servers.values());
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
