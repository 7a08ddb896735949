package io.github.outpostrecovery.core.control;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/**
 * What people have told the engine to leave alone.
 *
 * <p>Every method fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if the books gave no
 * answer: that nobody can say whether the switch is thrown does not mean that it is not.
 */
public interface Controls {
    /** The one switch for everything. */
    KillSwitch killSwitch();

    /** The window that was declared last for {@code instance}, be it over or not. */
    Optional<MaintenanceWindow> window(InstanceName instance);

    /** Throws or releases the switch. May be repeated. */
    void set(KillSwitch killSwitch);

    /** Declares a window, in place of an earlier one of the same instance. */
    void declare(MaintenanceWindow window);
}
