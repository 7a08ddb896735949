package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What there is on a site, as tables: every value that a command asks for can be copied from here. */
final class LabInventory {
    private static final long GIB = 1L << 30;

    private final SimulatedSite site;
    private final Cloud cloud;
    private final AccountCatalog account;

    /**
     * One table.
     *
     * @param key its name in the JSON form
     */
    record Section(String key, String title, List<String> header, List<List<String>> rows) {
        Section {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    LabInventory(SimulatedSite site, Cloud cloud) {
        this.site = requireNonNull(site, "site is null");
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.account = site.region().ec2().catalog().account();
    }

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(section(
                "outposts",
                "Servers and racks",
                List.of("NAME", "TYPE", "LINK", "ARN"),
                cloud.directory().outposts(),
                one -> List.of(
                        one.name(),
                        one.hardware().name(),
                        one.link().name(),
                        one.arn().value())));
        sections.add(section(
                "subnets",
                "Subnets on them",
                List.of("SUBNET", "NAME", "VPC", "LOCAL NETWORK INDEX", "OUTPOST"),
                cloud.directory().outpostSubnets(),
                LabInventory::subnet));
        sections.add(section(
                "instanceTypes",
                "Instance types",
                List.of("OUTPOST", "TYPE", "CAPACITY"),
                account.types(),
                one -> List.of(idOf(one.outpost()), one.type(), String.valueOf(one.capacity()))));
        sections.add(section(
                "images",
                "Images",
                List.of("IMAGE", "NAME", "OWNER"),
                account.images(),
                one -> List.of(one.id(), one.name(), one.owner())));
        sections.add(section(
                "securityGroups",
                "Security groups",
                List.of("GROUP", "NAME", "VPC"),
                account.groups(),
                one -> List.of(one.id(), one.name(), one.vpc())));
        sections.add(section("keyPairs", "Key pairs", List.of("NAME"), account.keyPairs(), List::of));
        sections.add(section(
                "instanceProfiles",
                "Instance profiles",
                List.of("NAME", "ROLE"),
                cloud.directory().instanceProfiles(),
                one -> List.of(one.name(), one.role().orElse(""))));
        sections.add(section(
                "secrets",
                "Secrets",
                List.of("NAME", "ARN"),
                cloud.directory().secrets(),
                one -> List.of(one.name(), one.arn().value())));
        arrays(sections);
        whatPeopleMade(sections);
        return sections;
    }

    private static List<String> subnet(OutpostSubnet one) {
        return List.of(
                one.id().value(),
                one.name().orElse(""),
                one.vpc(),
                one.localNetworkIndex().isPresent()
                        ? String.valueOf(one.localNetworkIndex().getAsInt())
                        : "",
                idOf(one.outpost().value()));
    }

    private void arrays(List<Section> sections) {
        sections.add(section(
                "arrays",
                "Arrays",
                List.of("NAME", "VENDOR", "PROTOCOL", "ENDPOINT", "SCOPE", "SECRET FOR CHANGES"),
                site.arrays(),
                this::array));
        List<List<String>> volumes = new ArrayList<>();
        List<List<String>> portals = new ArrayList<>();
        for (SiteArray array : site.arrays()) {
            ArrayConnection connection = site.connection(array);
            try (ArrayInventory inventory =
                    cloud.arrays().inventory(connection, cloud.arrays().inSecret(connection.readSecret()))) {
                known(inventory.volumes())
                        .forEach(volume -> volumes.add(List.of(
                                array.name(),
                                volume.name().value(),
                                volume.bytes() / GIB + " GiB",
                                volume.state().name())));
                known(inventory.portals())
                        .forEach(portal -> portals.add(
                                List.of(array.name(), portal.address() + ":" + portal.port(), portal.target())));
            }
        }
        sections.add(new Section("volumes", "Volumes", List.of("ARRAY", "VOLUME", "SIZE", "STATE"), volumes));
        sections.add(new Section("portals", "Portals", List.of("ARRAY", "ADDRESS", "TARGET"), portals));
    }

    private List<String> array(SiteArray one) {
        ArrayConnection connection = site.connection(one);
        return List.of(
                one.name(),
                one.vendor(),
                one.protocol().name().toLowerCase(Locale.ROOT),
                connection.endpoint().toString(),
                connection.scope().orElse(""),
                connection.fenceSecret().value());
    }

    private void whatPeopleMade(List<Section> sections) {
        sections.add(section(
                "machines",
                "Instances",
                List.of("INSTANCE", "NAME", "STATE", "TYPE", "OUTPOST"),
                cloud.directory().machines(),
                LabInventory::machine));
        sections.add(section(
                "launchTemplates",
                "Launch templates",
                List.of("TEMPLATE", "NAME", "LATEST"),
                site.region().ec2().api().templates(),
                one -> List.of(
                        one.id(),
                        one.name(),
                        String.valueOf(site.region().ec2().catalog().latest(one.id())))));
        sections.add(section(
                "stacks",
                "Protection stacks",
                List.of("STACK", "STATUS"),
                cloud.stacks().named(""),
                one -> List.of(one.name(), one.status())));
        sections.add(section(
                "protectedInstances",
                "Protected instances",
                List.of("NAME", "GENERATION", "INSTANCE", "SERVER"),
                site.instances().stream()
                        .flatMap(name -> site.books(name).stream())
                        .toList(),
                LabInventory::books));
    }

    private static List<String> machine(MachineDescription one) {
        return List.of(
                one.id().value(),
                one.name().orElse(""),
                one.state(),
                one.type(),
                one.outpost().map(arn -> idOf(arn.value())).orElse(""));
    }

    private static List<String> books(InstanceLedger one) {
        return List.of(
                one.instance().value(),
                "g" + one.current().generation().number(),
                one.current().id().value(),
                idOf(one.current().server().value()));
    }

    private static <T> List<T> known(Answer<List<T>> answer) {
        return switch (answer) {
            case Answer.Answered<List<T>>(List<T> list) -> list;
            case Answer.NotOffered<List<T>>() -> List.of();
            case Answer.Unanswered<List<T>> silent -> List.of();
        };
    }

    private static <T> Section section(
            String key, String title, List<String> header, Collection<T> things, Function<T, List<String>> row) {
        return new Section(key, title, header, things.stream().map(row).toList());
    }

    private static String idOf(String outpost) {
        return outpost.substring(outpost.lastIndexOf('/') + 1);
    }
}
