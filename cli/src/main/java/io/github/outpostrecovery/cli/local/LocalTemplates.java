package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.lab.region.Ec2Api;
import io.github.outpostrecovery.lab.region.catalog.LaunchTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Launch templates of the simulated Region. */
final class LocalTemplates implements LaunchTemplates {
    private final Ec2Api ec2;

    LocalTemplates(Ec2Api ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public Optional<Template> named(String name) {
        return matching(template -> template.name().equals(name)).stream().findFirst();
    }

    @Override
    public Optional<Template> find(LaunchTemplateId id) {
        return matching(template -> template.id().equals(id.value())).stream().findFirst();
    }

    @Override
    public List<Template> tagged(String key, String value) {
        return matching(template -> value.equals(template.tags().get(key)));
    }

    private List<Template> matching(Predicate<LaunchTemplate> which) {
        return ServiceCall.of(ec2::templates).stream()
                .filter(which)
                .map(this::template)
                .toList();
    }

    private Template template(LaunchTemplate found) {
        return new Template(new LaunchTemplateId(found.id()), found.name(), ec2.latest(found.id()), found.tags());
    }

    @Override
    public Optional<MachineSpecification> version(LaunchTemplateId id, int version) {
        return ServiceCall.of(() -> ec2.version(id.value(), version)).map(Specifications::toCommand);
    }

    @Override
    public Template create(String name, MachineSpecification specification, Map<String, String> tags) {
        return template(ServiceCall.of(() -> ec2.createTemplate(name, Specifications.toRegion(specification), tags)));
    }

    @Override
    public int addVersion(LaunchTemplateId id, MachineSpecification specification) {
        return ServiceCall.of(() -> ec2.addVersion(id.value(), Specifications.toRegion(specification)));
    }

    @Override
    public void delete(LaunchTemplateId id) {
        ServiceCall.run(() -> ec2.deleteTemplate(id.value()));
    }
}
