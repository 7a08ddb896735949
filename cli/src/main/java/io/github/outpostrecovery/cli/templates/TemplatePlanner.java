package io.github.outpostrecovery.cli.templates;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.templates.TemplatePlan.PlannedTemplate;
import io.github.outpostrecovery.cli.templates.TemplateTags.Role;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which launch templates a protected instance lacks. A template is known again by its tags, so that a second run
 * adds to what the first has made, whichever machine runs the workload by then.
 */
public final class TemplatePlanner {
    private final Cloud cloud;

    public TemplatePlanner(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /** Looks at everything and changes nothing; all reasons against it are told at once. */
    public TemplatePlan plan(TemplateRequest request) {
        Optional<MachineDescription> found = cloud.directory().machine(request.machine());
        if (found.isEmpty()) {
            return new TemplatePlan.NotFound("there is no instance " + request.machine() + " in "
                    + cloud.place().region());
        }
        MachineDescription machine = found.get();
        List<String> why = new ArrayList<>();
        if (!machine.state().equals("running")) {
            why.add("[not-running] " + machine.id() + " is " + machine.state() + ": templates are made of what runs");
        }
        Optional<InstanceName> name = name(request, machine, why);
        Optional<Image> image = cloud.directory().image(machine.image());
        if (image.isEmpty()) {
            why.add("[ami-not-found] the image " + machine.image() + " of " + machine.id()
                    + " is gone: nothing can be launched from it");
        }
        List<Placement.On> places = places(request, machine, why);
        Optional<String> userData = cloud.directory().userData(machine.id()).filter(text -> !text.isBlank());
        Optional<MarkedUserData.Marked> marked = name.flatMap(known -> marked(request, known, userData, why));
        if (!why.isEmpty() || name.isEmpty() || image.isEmpty()) {
            return new TemplatePlan.Refused(why);
        }
        Specifications specifications = new Specifications(
                machine, image.get(), name.get(), cloud.place().stack());
        return planned(request, machine, name.get(), places, userData, marked, specifications);
    }

    private TemplatePlan planned(
            TemplateRequest request,
            MachineDescription machine,
            InstanceName name,
            List<Placement.On> places,
            Optional<String> userData,
            Optional<MarkedUserData.Marked> marked,
            Specifications specifications) {
        String base = request.templateName()
                .map(TemplateNames::given)
                .orElseGet(() -> TemplateNames.of(machine.name(), machine.id()));
        List<Template> known = cloud.templates().tagged(LaunchTags.INSTANCE, name.value());
        List<PlannedTemplate> templates = new ArrayList<>();
        List<String> why = new ArrayList<>();
        List<String> notices = notices(machine, marked);
        for (int index = 0; index < places.size(); index++) {
            Placement.On place = places.get(index);
            Role role = index == 0 ? Role.PRIMARY : Role.RECOVERY;
            TemplateTags tags = new TemplateTags(
                    cloud.place().stack(),
                    name,
                    role,
                    place.server().arn(),
                    role == Role.PRIMARY ? places.size() : index);
            String wanted = role == Role.PRIMARY ? base : TemplateNames.recovery(base, index);
            Optional<Template> existing = existing(known, tags, wanted, why);
            SubnetId subnet = place.subnet().id();
            MachineSpecification engine = specifications.forEngine(subnet, marked.map(MarkedUserData.Marked::text));
            List<MachineSpecification> versions = role == Role.PRIMARY && marked.isPresent()
                    ? List.of(specifications.copy(subnet, userData), engine)
                    : List.of(engine);
            templates.add(compared(existing.map(Template::name).orElse(wanted), tags, subnet, existing, versions));
            existing.filter(template -> !template.name().equals(wanted))
                    .ifPresent(template -> notices.add(
                            template.name() + " is there already for this server, and keeps" + " its name"));
        }
        return why.isEmpty() ? new TemplatePlan.Ready(name, templates, notices) : new TemplatePlan.Refused(why);
    }

    /** The one with our tags for that server; by its name only where it is of this instance. */
    private Optional<Template> existing(List<Template> known, TemplateTags tags, String wanted, List<String> why) {
        Optional<Template> ofServer = known.stream()
                .filter(template -> TemplateTags.of(template)
                        .filter(other -> other.isOf(tags.stack(), tags.instance())
                                && other.server().equals(tags.server()))
                        .isPresent())
                .findFirst();
        if (ofServer.isEmpty()) {
            cloud.templates()
                    .named(wanted)
                    .ifPresent(other -> why.add("[template-name-taken] " + other.id() + " is called " + wanted
                            + " already, and its tags do not say that it launches " + tags.instance() + " on "
                            + tags.server() + ": give another --template-name"));
        }
        return ofServer;
    }

    /** What is missing of the versions that there should be; the newest of each kind counts. */
    private PlannedTemplate compared(
            String name,
            TemplateTags tags,
            SubnetId subnet,
            Optional<Template> existing,
            List<MachineSpecification> versions) {
        if (existing.isEmpty()) {
            return new PlannedTemplate(name, tags, subnet, existing, Optional.empty(), versions);
        }
        PinnedVersion.Newest newest = PinnedVersion.newest(cloud.templates(), existing.get());
        MachineSpecification engine = versions.getLast();
        Optional<PinnedVersion> marked = engine.userData().isPresent() ? newest.marked() : newest.plain();
        List<MachineSpecification> missing = new ArrayList<>();
        if (versions.size() > 1
                && newest.plain()
                        .filter(found -> found.launches(versions.getFirst()))
                        .isEmpty()) {
            missing.add(versions.getFirst());
        }
        boolean current = marked.filter(found -> found.launches(engine)).isPresent();
        if (!current) {
            missing.add(engine);
        }
        return new PlannedTemplate(
                name, tags, subnet, existing, current ? marked.map(PinnedVersion::number) : Optional.empty(), missing);
    }

    private List<Placement.On> places(TemplateRequest request, MachineDescription machine, List<String> why) {
        List<Placement.On> places = new ArrayList<>();
        Set<OutpostArn> taken = new HashSet<>();
        List<SubnetId> subnets = new ArrayList<>();
        subnets.add(request.primary().orElse(machine.subnet()));
        subnets.addAll(request.recovery());
        for (SubnetId subnet : subnets) {
            switch (Placement.of(cloud.directory(), machine, subnet, taken)) {
                case Placement.On on -> {
                    places.add(on);
                    taken.add(on.server().arn());
                }
                case Placement.Impossible(List<String> reasons) -> why.addAll(reasons);
            }
        }
        return places;
    }

    private Optional<InstanceName> name(TemplateRequest request, MachineDescription machine, List<String> why) {
        if (request.name().isPresent()) {
            return request.name();
        }
        String tag =
                machine.tags().getOrDefault(LaunchTags.INSTANCE, machine.name().orElse(""));
        try {
            return Optional.of(new InstanceName(tag));
        } catch (IllegalArgumentException noName) {
            why.add("[name-needed] the tags of " + machine.id() + " do not tell a name that can be protected ("
                    + noName.getMessage() + "): give --instance-name");
            return Optional.empty();
        }
    }

    private static Optional<MarkedUserData.Marked> marked(
            TemplateRequest request, InstanceName name, Optional<String> userData, List<String> why) {
        if (userData.isEmpty()) {
            switch (request.missing()) {
                case REFUSED ->
                    why.add("[user-data-missing] " + request.machine() + " has no user data, or it cannot be read:"
                            + " what is launched without would attach nothing (--no-user-data if it needs none)");
                case WAIVED -> {}
            }
            return Optional.empty();
        }
        return switch (MarkedUserData.of(userData.get(), name, request.initiators())) {
            case MarkedUserData.Marked found -> Optional.of(found);
            case MarkedUserData.Impossible(List<String> reasons) -> {
                reasons.forEach(reason -> why.add("[user-data-name] " + reason));
                yield Optional.empty();
            }
        };
    }

    private static List<String> notices(MachineDescription machine, Optional<MarkedUserData.Marked> marked) {
        List<String> notices = new ArrayList<>();
        if (marked.isEmpty()) {
            notices.add("without user data there is no marker: these templates are for a launch by hand, and the engine"
                    + " refuses them");
        }
        machine.interfaces()
                .forEach(one -> one.existing()
                        .ifPresent(id -> notices.add("the interface at device index " + one.deviceIndex()
                                + " is made anew at each launch: an address that " + id
                                + " was given stays with that")));
        machine.blockDevices().stream()
                .filter(device -> device.deletion() == BlockDevice.Deletion.KEPT)
                .forEach(device -> notices.add("a machine launched from the templates gets a new, empty volume as "
                        + device.device() + ", which it keeps when it ends"));
        return notices;
    }
}
