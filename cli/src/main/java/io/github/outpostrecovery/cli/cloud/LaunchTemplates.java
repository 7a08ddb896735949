package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Launch templates. Each method fails with {@link CloudTroubleException} if it was not answered or refused. */
public interface LaunchTemplates {
    /** One by its name. */
    Optional<Template> named(String name);

    /** One by its id. */
    Optional<Template> find(LaunchTemplateId id);

    /** All of them that carry a tag. */
    List<Template> tagged(String key, String value);

    /** What one version of a template launches. */
    Optional<MachineSpecification> version(LaunchTemplateId id, int version);

    /** Makes a template with version 1. Fails if the name is taken. */
    Template create(String name, MachineSpecification specification, Map<String, String> tags);

    /**
     * Adds a version to a template; its default version stays what it is.
     *
     * @return its number
     */
    int addVersion(LaunchTemplateId id, MachineSpecification specification);

    /** Deletes a template with all versions. Deleting what is not there changes nothing. */
    void delete(LaunchTemplateId id);

    /**
     * A template.
     *
     * @param latest the number of its newest version
     */
    record Template(LaunchTemplateId id, String name, int latest, Map<String, String> tags) {
        public Template {
            tags = Map.copyOf(tags);
        }
    }
}
