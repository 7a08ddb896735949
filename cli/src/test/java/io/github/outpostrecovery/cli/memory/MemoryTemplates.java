package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Launch templates, with all their versions. */
public final class MemoryTemplates implements LaunchTemplates {
    private record Kept(String name, Map<String, String> tags, List<MachineSpecification> versions) {}

    private final Map<LaunchTemplateId, Kept> templates = new LinkedHashMap<>();
    private final Calls calls;
    private int last;

    MemoryTemplates(Calls calls) {
        this.calls = calls;
    }

    public List<Template> all() {
        return templates.entrySet().stream()
                .map(entry -> template(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Template template(LaunchTemplateId id, Kept kept) {
        return new Template(id, kept.name(), kept.versions().size(), kept.tags());
    }

    @Override
    public Optional<Template> named(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Template> find(LaunchTemplateId id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<Template> tagged(String key, String value) {
        return all().stream().filter(one -> value.equals(one.tags().get(key))).toList();
    }

    @Override
    public Optional<MachineSpecification> version(LaunchTemplateId id, int version) {
        return Optional.ofNullable(templates.get(id))
                .filter(kept -> version >= 1 && version <= kept.versions().size())
                .map(kept -> kept.versions().get(version - 1));
    }

    @Override
    public Template create(String name, MachineSpecification specification, Map<String, String> tags) {
        calls.change("CreateLaunchTemplate", name);
        last++;
        LaunchTemplateId id = new LaunchTemplateId("lt-%017x".formatted(last));
        templates.put(id, new Kept(name, tags, new ArrayList<>(List.of(specification))));
        return find(id).orElseThrow();
    }

    @Override
    public int addVersion(LaunchTemplateId id, MachineSpecification specification) {
        calls.change("CreateLaunchTemplateVersion", find(id).orElseThrow().name());
        Optional.ofNullable(templates.get(id)).orElseThrow().versions().add(specification);
        return find(id).orElseThrow().latest();
    }

    @Override
    public void delete(LaunchTemplateId id) {
        calls.change("DeleteLaunchTemplate", find(id).map(Template::name).orElse("-"));
        templates.remove(id);
    }
}
