package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Interface;
import io.github.outpostrecovery.lab.region.catalog.LaunchTemplate;
import io.github.outpostrecovery.lab.region.catalog.NetworkInterface;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import io.github.outpostrecovery.lab.region.catalog.TypeOffer;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * EC2 and Outposts as a person's command calls them. Every call takes its time and can be struck by a fault, under its name in
 * the EC2 API. Fails with {@link ServiceErrorException} where the service refuses or does not answer.
 */
public final class Ec2Api {
    /** Reads after a launch know nothing of it for so long (EC2 Developer Guide, "Eventual consistency"). */
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(3);

    private static final int LONGEST_TOKEN = 64;

    private final Agenda agenda;
    private final ServiceCalls calls;
    private final Ec2Catalog catalog;
    private final AccountCatalog account;
    private final Ec2Fleet fleet;
    private final Function<LaunchRequest, LaunchOutcome> launching;
    private final Function<Ec2InstanceId, Optional<String>> ending;

    Ec2Api(
            Agenda agenda,
            ServiceCalls calls,
            Ec2Catalog catalog,
            Ec2Fleet fleet,
            Function<LaunchRequest, LaunchOutcome> launching,
            Function<Ec2InstanceId, Optional<String>> ending) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.calls = requireNonNull(calls, "calls is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.account = catalog.account();
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.launching = requireNonNull(launching, "launching is null");
        this.ending = requireNonNull(ending, "ending is null");
    }

    /** {@code RunInstances}. One token, one machine; never fails with an exception. */
    public LaunchOutcome run(InstanceSpecification specification, String token) {
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return Ec2Errors.refused("InvalidParameterValue", "ClientToken has 1 to " + LONGEST_TOKEN + " characters");
        }
        Optional<Subnet> first = specification.interfaces().stream()
                .min(Comparator.comparingInt(Interface::deviceIndex))
                .flatMap(this::subnetOf);
        String server = first.map(Subnet::outpost).orElse("");
        String subnet = first.map(Subnet::id).orElse("");
        return launching.apply(LaunchRequest.of(token, server, subnet, specification));
    }

    private Optional<Subnet> subnetOf(Interface asked) {
        String existing = asked.existing();
        return existing == null
                ? account.subnet(asked.subnet())
                : account.networkInterface(existing).flatMap(known -> account.subnet(known.subnet()));
    }

    /** {@code TerminateInstances}. */
    public void terminate(Ec2InstanceId id) {
        ending.apply(id).ifPresent(why -> {
            int colon = why.indexOf(": ");
            throw new ServiceErrorException(colon < 0 ? ServiceErrorException.NO_ANSWER : why.substring(0, colon), why);
        });
    }

    /** {@code DescribeInstances}: all that it knows by now. */
    public List<Ec2Instance> instances() {
        return read(
                Ec2Operation.DESCRIBE_INSTANCES,
                () -> fleet.all().stream().filter(this::isKnown).toList());
    }

    /** {@code DescribeInstances} of one; empty also for some seconds after its launch. */
    public Optional<Ec2Instance> instance(Ec2InstanceId id) {
        return read(
                Ec2Operation.DESCRIBE_INSTANCES,
                () -> fleet.instance(id.value()).filter(this::isKnown));
    }

    private boolean isKnown(Ec2Instance instance) {
        return !agenda.instant().isBefore(instance.bornAt().plus(UNKNOWN_FOR));
    }

    /** {@code CreateTags} on an instance. */
    public void tag(Ec2InstanceId id, Map<String, String> tags) {
        Optional<Ec2Instance> tagged = change(
                "CreateTags",
                () -> fleet.instance(id.value()).filter(this::isKnown).map(known -> {
                    fleet.replace(known.tagged(tags));
                    return known;
                }));
        if (tagged.isEmpty()) {
            throw new ServiceErrorException("InvalidInstanceID.NotFound", "The ID '" + id + "' does not exist");
        }
    }

    /** What all the reading calls of the catalog answer from; {@code operation} is what such a call is named in the API. */
    public <T> T look(String operation, Function<AccountCatalog, T> question) {
        return read(operation, () -> question.apply(account));
    }

    /** {@code GetOutpostInstanceTypes}, and how many more of each fit. */
    public Map<TypeOffer, OptionalInt> types(String outpost) {
        return read("GetOutpostInstanceTypes", () -> {
            Map<TypeOffer, OptionalInt> free = new LinkedHashMap<>();
            account.typesOn(outpost).forEach(offer -> free.put(offer, fleet.free(outpost, offer.type())));
            return free;
        });
    }

    /** {@code ModifySubnetAttribute}: sets the device index of local network interfaces, or takes it away with null. */
    public void setLocalNetworkIndex(String subnet, @Nullable Integer index) {
        boolean known = change("ModifySubnetAttribute", () -> {
            account.setLocalNetworkIndex(subnet, index);
            return account.subnet(subnet).isPresent();
        });
        if (!known) {
            throw new ServiceErrorException(
                    "InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist");
        }
    }

    /** {@code CreateNetworkInterface}; with a pool also {@code AllocateAddress} and {@code AssociateAddress}. */
    public NetworkInterface createInterface(String subnet, List<String> groups, Optional<String> pool) {
        Optional<NetworkInterface> made = change(
                "CreateNetworkInterface",
                () -> account.subnet(subnet).map(known -> account.makeInterface(subnet, groups, pool)));
        return made.orElseThrow(() ->
                new ServiceErrorException("InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist"));
    }

    /** {@code DeleteNetworkInterface} and {@code ReleaseAddress}; without effect if there is none. */
    public void deleteInterface(String id) {
        boolean deleted = change("DeleteNetworkInterface", () -> {
            if (fleet.uses(id)) {
                return false;
            }
            account.removeInterface(id);
            return true;
        });
        if (!deleted) {
            throw new ServiceErrorException(
                    "InvalidNetworkInterface.InUse", "Network interface '" + id + "' is currently in use.");
        }
    }

    /** {@code DescribeLaunchTemplates}. */
    public List<LaunchTemplate> templates() {
        return read("DescribeLaunchTemplates", catalog::named);
    }

    /** The number of the newest version of a template. */
    public int latest(String template) {
        return catalog.latest(template);
    }

    /** {@code DescribeLaunchTemplateVersions}. */
    public Optional<InstanceSpecification> version(String template, int version) {
        return read(
                "DescribeLaunchTemplateVersions",
                () -> catalog.template(template, version).map(LaunchTemplateVersion::specification));
    }

    /** {@code CreateLaunchTemplate}. */
    public LaunchTemplate createTemplate(String name, InstanceSpecification specification, Map<String, String> tags) {
        Optional<LaunchTemplate> made = change("CreateLaunchTemplate", () -> {
            boolean taken = catalog.named().stream().anyMatch(one -> one.name().equals(name));
            return taken ? Optional.empty() : Optional.of(catalog.create(name, specification, tags));
        });
        return made.orElseThrow(() -> new ServiceErrorException(
                "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use: " + name));
    }

    /** {@code CreateLaunchTemplateVersion}. */
    public int addVersion(String template, InstanceSpecification specification) {
        int made = change(
                "CreateLaunchTemplateVersion",
                () -> catalog.latest(template) == 0 ? 0 : catalog.addTemplateVersion(template, specification));
        if (made == 0) {
            throw new ServiceErrorException("InvalidLaunchTemplateId.NotFound", "there is no " + template);
        }
        return made;
    }

    /** {@code DeleteLaunchTemplate}; without effect if there is none. */
    public void deleteTemplate(String template) {
        change("DeleteLaunchTemplate", () -> {
            catalog.deleteTemplate(template);
            return true;
        });
    }

    private <T> T read(String operation, Supplier<T> work) {
        return answered(operation, calls.read(operation, work));
    }

    /** A person's change that is struck by a late fault is lost: only launches and terminations land late. */
    private <T> T change(String operation, Supplier<T> work) {
        return answered(operation, calls.change(operation, delay -> {}, work));
    }

    private static <T> T answered(String operation, CallResult<T> result) {
        return switch (result) {
            case CallResult.Answered<T>(T value) -> value;
            case CallResult.Refused<T>(String code, String message) ->
                throw new ServiceErrorException(code, operation + ": " + message);
            case CallResult.Unanswered<T>(String why) ->
                throw new ServiceErrorException(ServiceErrorException.NO_ANSWER, why);
        };
    }
}
