package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.templates.MarkedUserData;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the engine could launch from each template what runs today, under a name of its own. */
record TemplateChecks(Cloud cloud) implements Check {
    @Override
    public void look(Examined examined, Found found) {
        Set<String> profiles = new TreeSet<>();
        for (LaunchTarget target : examined.configuration().targets()) {
            String subject = "templates: " + target.template() + ":" + target.templateVersion();
            Optional<Template> template = cloud.templates().find(target.template());
            Optional<MachineSpecification> version =
                    template.flatMap(known -> cloud.templates().version(target.template(), target.templateVersion()));
            if (template.isEmpty() || version.isEmpty()) {
                found.failed(subject, "it is not there: make it again (outpost-recovery templates create)");
                continue;
            }
            found.judged(subject, wrong(examined, target, template.get(), version.get()));
            version.get().instanceProfile().ifPresent(profiles::add);
            examined.machine()
                    .ifPresent(machine ->
                            found.hinted(subject + ", drift from " + machine.id(), drift(machine, version.get())));
        }
        profiles(examined, profiles, found);
    }

    private List<String> wrong(
            Examined examined, LaunchTarget target, Template template, MachineSpecification version) {
        List<String> why = new ArrayList<>();
        String stack = cloud.place().stack();
        if (!stack.equals(template.tags().get(LaunchTags.STACK))) {
            why.add("it does not carry the tag " + LaunchTags.STACK + "=" + stack
                    + ", and the engine launches from no other");
        }
        if (version.interfaces().stream()
                .filter(one -> one.deviceIndex() == 0)
                .flatMap(one -> one.subnet().stream())
                .noneMatch(target.subnet()::equals)) {
            why.add("its interface at device index 0 is not in " + target.subnet());
        }
        String text = version.userData().orElse("");
        for (ArrayConnection array : examined.configuration().arrays()) {
            String marker = switch (array.protocol()) {
                case ISCSI -> UserData.IQN_MARKER;
                case NVME_TCP -> UserData.NQN_MARKER;
            };
            if (!text.contains(marker)) {
                why.add("its user data has no place (" + marker + ") for the name that logs in to " + array.name());
            }
        }
        namesIn(examined, text).forEach(name -> why.add("its user data holds " + name + ", which a machine has had"));
        return why.stream().distinct().toList();
    }

    private static List<String> drift(MachineDescription machine, MachineSpecification version) {
        List<String> drift = new ArrayList<>();
        differs("image", machine.image(), version.image(), drift);
        differs("type", machine.type(), version.type(), drift);
        differs("key pair", machine.keyName().orElse("none"), version.keyName().orElse("none"), drift);
        differs(
                "instance profile",
                machine.instanceProfileArn().orElse("none"),
                version.instanceProfile().orElse("none"),
                drift);
        differs(
                "metadata options",
                machine.metadata().toString(),
                version.metadata().toString(),
                drift);
        differs("interfaces", groups(machine.interfaces()), groups(version.interfaces()), drift);
        return drift;
    }

    private static String groups(List<InterfaceSpecification> interfaces) {
        return interfaces.stream()
                .sorted(Comparator.comparingInt(InterfaceSpecification::deviceIndex))
                .map(one -> one.deviceIndex() + ":" + new TreeSet<>(one.securityGroups()))
                .toList()
                .toString();
    }

    private static void differs(String what, String runs, String launched, List<String> drift) {
        // A profile may be named or written out.
        if (!runs.equals(launched) && !runs.endsWith("/" + launched)) {
            drift.add(what + ": the machine has " + runs + ", a successor would have " + launched);
        }
    }

    private void profiles(Examined examined, Set<String> profiles, Found found) {
        Set<String> roles = new HashSet<>();
        List<InstanceProfile> known =
                profiles.isEmpty() ? List.of() : cloud.directory().instanceProfiles();
        for (String profile : profiles) {
            Optional<String> role = known.stream()
                    .filter(one -> one.arn().equals(profile) || one.name().equals(profile))
                    .findFirst()
                    .flatMap(InstanceProfile::role);
            role.ifPresent(roles::add);
            found.judged("profiles: " + profile, role.isPresent() ? List.of() : List.of("it is gone, or has no role"));
        }
        if (roles.size() > 1) {
            found.failed(
                    "profiles: one for " + examined.name(),
                    "the templates name the roles " + new TreeSet<>(roles) + ", and the engine may pass only one");
        }
    }

    /** The names in a text that a machine of this instance has had. */
    private static Set<String> namesIn(Examined examined, String text) {
        Set<String> names = new TreeSet<>();
        MarkedUserData.namesOf(examined.name(), text).forEach(name -> names.add(name.value()));
        examined.books().current().initiators().values().stream()
                .map(Initiator::value)
                .filter(name -> text.toLowerCase(Locale.ROOT).contains(name))
                .forEach(names::add);
        return names;
    }
}
