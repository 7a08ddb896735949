package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.rest.FaultyRest.Applying;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Sees, at the instant at which an array changes, who reaches the volumes of the protected instance. */
final class AccessWatch implements DataPathObserver {
    private final SimulatedSite site;
    private final Consumer<AccessChange> told;
    private final List<Reach> reaches = new ArrayList<>();

    /** A volume, and who reaches it. */
    private static final class Reach {
        private final SiteArray array;
        private final BlockTarget target;
        private final FurnishedVolume volume;
        private Set<String> names;

        Reach(SiteArray array, FurnishedVolume volume) {
            this.array = array;
            this.target = array.simulated().blockTarget();
            this.volume = volume;
            this.names = read();
        }

        private Set<String> read() {
            Set<String> read = new HashSet<>();
            for (String name : target.initiatorsWithAccess(volume.identity())) {
                read.add(name.toLowerCase(Locale.ROOT));
            }
            return read;
        }
    }

    AccessWatch(SimulatedSite site, Consumer<AccessChange> told) {
        this.site = site;
        this.told = told;
        for (SiteArray array : site.arrays()) {
            for (FurnishedVolume volume : array.simulated().volumes()) {
                reaches.add(new Reach(array, volume));
            }
            array.simulated().blockTarget().observe(this);
        }
    }

    @Override
    public void accessChanged(String array) {
        for (Reach reach : reaches) {
            if (reach.array.name().equals(array)) {
                look(reach);
            }
        }
    }

    private void look(Reach reach) {
        Set<String> now = reach.read();
        if (now.equals(reach.names)) {
            return;
        }
        Set<String> joined = new HashSet<>(now);
        joined.removeAll(reach.names);
        Set<String> left = new HashSet<>(reach.names);
        left.removeAll(now);
        reach.names = now;
        told.accept(new AccessChange(
                reach.array.name(),
                reach.volume.name(),
                joined,
                left,
                author(reach.array.way().applying()),
                site.agenda().instant()));
    }

    private static AccessChange.Author author(Applying applying) {
        return switch (applying) {
            case NOTHING -> AccessChange.Author.HAND;
            case REQUEST -> AccessChange.Author.REQUEST;
            case LATE_REQUEST -> AccessChange.Author.LATE_REQUEST;
        };
    }

    /** Every volume with the names that reach it now, as one text for each. */
    Set<String> admitted(String name) {
        Set<String> volumes = new HashSet<>();
        for (Reach reach : reaches) {
            if (reach.names.contains(name)) {
                volumes.add(reach.array.name() + "/" + reach.volume.name());
            }
        }
        return volumes;
    }

    /** Every name that reaches a volume of the instance now. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Reach reach : reaches) {
            names.addAll(reach.names);
        }
        return names;
    }
}
