package io.github.outpostrecovery.lab.simulation.fault.launch;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;

/** Somebody changes the recovery template. */
record TemplateGone(FaultCard card, Moment moment) implements InRecovery {
    /** What is done to it, and when. */
    enum Moment {
        /** Its pinned version is deleted before anything fails. */
        DELETED_BEFORE,
        /** Its pinned version is deleted after the targets were checked. */
        DELETED_AFTER_THE_CHECK,
        /** Another version is added, which nobody has pinned. */
        CHANGED
    }

    @Override
    public void arrange(Stage stage) {
        switch (moment) {
            case DELETED_BEFORE -> delete(stage);
            case DELETED_AFTER_THE_CHECK -> stage.onceEntering("Fence old initiator", execution -> delete(stage));
            case CHANGED -> {
                LaunchTarget target = target(stage.site());
                stage.site()
                        .region()
                        .ec2()
                        .catalog()
                        .addTemplateVersion(target.template().value(), "no place for a name in it", "web-01");
                stage.struck();
            }
        }
    }

    private static void delete(Stage stage) {
        LaunchTarget target = target(stage.site());
        stage.site()
                .region()
                .ec2()
                .catalog()
                .deleteTemplateVersion(target.template().value(), target.templateVersion());
        stage.struck();
    }

    /** All targets name one template. */
    private static LaunchTarget target(SimulatedSite site) {
        return site.configuration(new InstanceName(SimulatedSite.instanceName()))
                .orElseThrow()
                .targets()
                .getFirst();
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(
                world,
                switch (moment) {
                    case DELETED_BEFORE -> Outcome.REFUSED;
                    case DELETED_AFTER_THE_CHECK -> Outcome.FENCED_AND_PAGED;
                    case CHANGED -> Outcome.RECOVERED;
                });
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site);
        return switch (moment) {
            case DELETED_BEFORE ->
                objections
                        .unlessPaged("LaunchTemplateId")
                        .unlessArraysUntouched()
                        .list();
            case DELETED_AFTER_THE_CHECK ->
                objections.unlessIncidents(1).unlessPaged("resume").list();
            case CHANGED -> objections.unlessIncidents(1).unlessCurrent(2).list();
        };
    }
}
