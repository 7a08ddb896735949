package io.github.outpostrecovery.cli.local;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.lab.region.ServiceErrorException;
import java.util.function.Supplier;

/** Calls a service of the simulated Region, and words its trouble as the ports of the command do. */
final class ServiceCall {
    private ServiceCall() {}

    static <T> T of(Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceErrorException refused) {
            throw new CloudTroubleException(refused.code(), String.valueOf(refused.getMessage()), refused);
        } catch (ServiceUnavailableException silent) {
            throw new CloudTroubleException(
                    ServiceErrorException.NO_ANSWER, String.valueOf(silent.getMessage()), silent);
        }
    }

    static void run(Runnable call) {
        boolean _ = of(() -> {
            call.run();
            return true;
        });
    }
}
