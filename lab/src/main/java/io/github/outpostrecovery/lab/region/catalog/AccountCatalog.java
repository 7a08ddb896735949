package io.github.outpostrecovery.lab.region.catalog;

import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that a launch names, by id. */
public final class AccountCatalog {
    private final Map<String, Subnet> subnets = new LinkedHashMap<>();
    private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    private final Map<String, MachineImage> images = new LinkedHashMap<>();
    private final Map<String, InstanceProfile> profiles = new LinkedHashMap<>();
    private final Map<String, OutpostEntry> outposts = new LinkedHashMap<>();
    private final Map<String, String> pools;
    private final TreeSet<String> keyPairs;
    private final List<TypeOffer> types;
    private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
    private long nextNumber;

    /**
     * All of it.
     *
     * @param pools the customer-owned address pool of each rack
     */
    public record State(
            List<Subnet> subnets,
            List<SecurityGroup> groups,
            List<MachineImage> images,
            List<InstanceProfile> profiles,
            List<OutpostEntry> outposts,
            Map<String, String> pools,
            List<String> keyPairs,
            List<TypeOffer> types,
            List<NetworkInterface> interfaces,
            long nextNumber) {
        public static final State EMPTY = new State(
                List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), 1);
    }

    public AccountCatalog(State saved) {
        fill(subnets, saved.subnets(), Subnet::id);
        fill(groups, saved.groups(), SecurityGroup::id);
        fill(images, saved.images(), MachineImage::id);
        fill(profiles, saved.profiles(), InstanceProfile::name);
        fill(outposts, saved.outposts(), OutpostEntry::arn);
        fill(interfaces, saved.interfaces(), NetworkInterface::id);
        this.pools = new LinkedHashMap<>(saved.pools());
        this.keyPairs = new TreeSet<>(saved.keyPairs());
        this.types = new ArrayList<>(saved.types());
        this.nextNumber = saved.nextNumber();
    }

    private static <T> void fill(Map<String, T> into, List<T> values, Function<T, String> key) {
        values.forEach(value -> into.put(key.apply(value), value));
    }

    public State save() {
        return new State(
                subnets(),
                groups(),
                List.copyOf(images.values()),
                profiles(),
                outposts(),
                new LinkedHashMap<>(pools),
                keyPairs(),
                types(),
                List.copyOf(interfaces.values()),
                nextNumber);
    }

    public void add(Subnet subnet) {
        subnets.put(subnet.id(), subnet);
    }

    public void add(SecurityGroup group) {
        groups.put(group.id(), group);
    }

    public void add(MachineImage image) {
        images.put(image.id(), image);
    }

    public void add(InstanceProfile profile) {
        profiles.put(profile.name(), profile);
    }

    public void add(OutpostEntry outpost) {
        outposts.put(outpost.arn(), outpost);
    }

    public void add(TypeOffer offer) {
        types.removeIf(
                one -> one.outpost().equals(offer.outpost()) && one.type().equals(offer.type()));
        types.add(offer);
    }

    public void addKeyPair(String name) {
        keyPairs.add(name);
    }

    /** Gives a rack a customer-owned address pool. */
    public void addPool(String outpost, String pool) {
        pools.put(outpost, pool);
    }

    public List<Subnet> subnets() {
        return List.copyOf(subnets.values());
    }

    public Optional<Subnet> subnet(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(subnets.get(id));
    }

    /** Sets or takes away the device index of local network interfaces. */
    public void setLocalNetworkIndex(String subnet, @Nullable Integer index) {
        subnets.computeIfPresent(subnet, (id, known) -> known.with(index));
    }

    public List<SecurityGroup> groups() {
        return List.copyOf(groups.values());
    }

    public Optional<SecurityGroup> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    public List<MachineImage> images() {
        return List.copyOf(images.values());
    }

    public Optional<MachineImage> image(String id) {
        return Optional.ofNullable(images.get(id));
    }

    public List<InstanceProfile> profiles() {
        return List.copyOf(profiles.values());
    }

    /** One by its name or its ARN. */
    public Optional<InstanceProfile> profile(String nameOrArn) {
        return profiles.values().stream()
                .filter(one -> one.name().equals(nameOrArn) || one.arn().equals(nameOrArn))
                .findFirst();
    }

    public List<OutpostEntry> outposts() {
        return List.copyOf(outposts.values());
    }

    public Optional<OutpostEntry> outpost(String arn) {
        return Optional.ofNullable(outposts.get(arn));
    }

    public Optional<String> pool(String outpost) {
        return Optional.ofNullable(pools.get(outpost));
    }

    public List<String> keyPairs() {
        return List.copyOf(keyPairs);
    }

    public List<TypeOffer> types() {
        return List.copyOf(types);
    }

    /** The types that one Outpost is slotted for. */
    public List<TypeOffer> typesOn(String outpost) {
        return types.stream().filter(one -> one.outpost().equals(outpost)).toList();
    }

    public Optional<NetworkInterface> networkInterface(String id) {
        return Optional.ofNullable(interfaces.get(id));
    }

    public List<NetworkInterface> interfaces() {
        return List.copyOf(interfaces.values());
    }

    /** Makes an interface, on a rack with an address of a pool. */
    public NetworkInterface makeInterface(String subnet, List<String> inGroups, Optional<String> pool) {
        String allocation =
                pool.map(from -> "eipalloc-" + hexadecimal(nextNumber++)).orElse(null);
        NetworkInterface made = new NetworkInterface("eni-" + hexadecimal(nextNumber++), subnet, inGroups, allocation);
        interfaces.put(made.id(), made);
        return made;
    }

    /** Takes an interface away, and its address with it. */
    public void removeInterface(String id) {
        interfaces.remove(id);
    }

    private static String hexadecimal(long number) {
        return "0%016x".formatted(SplitMix64.mix(number));
    }
}
