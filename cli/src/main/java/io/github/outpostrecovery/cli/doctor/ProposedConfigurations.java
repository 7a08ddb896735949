package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;

/** One configuration, be it deployed or not, for the rehearsals to read. */
record ProposedConfigurations(ProtectedInstance instance) implements Configurations {
    @Override
    public Lookup find(InstanceName name) {
        return name.equals(instance.name()) ? new Lookup.Found(instance) : new Lookup.NotProtected();
    }

    @Override
    public List<InstanceName> names() {
        return List.of(instance.name());
    }
}
