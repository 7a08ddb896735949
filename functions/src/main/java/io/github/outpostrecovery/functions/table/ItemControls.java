package io.github.outpostrecovery.functions.table;

import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/** The switch as item {@code engine}/{@code kill-switch}, each window as item {@code instance#web-01}/{@code maintenance}. */
public final class ItemControls implements Controls {
    private static final String ENGINE = "engine";
    private static final String KILL_SWITCH = "kill-switch";
    private static final String MAINTENANCE = "maintenance";

    private final JsonItems items;

    public ItemControls(ItemStore items) {
        this.items = new JsonItems(items);
    }

    @Override
    public KillSwitch killSwitch() {
        return items.read(ENGINE, KILL_SWITCH, KillSwitch.class).orElseGet(KillSwitch.Released::new);
    }

    @Override
    public Optional<MaintenanceWindow> window(InstanceName instance) {
        return items.read("instance#" + instance, MAINTENANCE, MaintenanceWindow.class);
    }

    @Override
    public void set(KillSwitch killSwitch) {
        items.keep(ENGINE, KILL_SWITCH, killSwitch);
    }

    @Override
    public void declare(MaintenanceWindow window) {
        items.keep("instance#" + window.instance(), MAINTENANCE, window);
    }
}
