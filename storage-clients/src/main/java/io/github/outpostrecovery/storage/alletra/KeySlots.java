package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.storage.rest.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to hold a session key, a number of which there is for each array. An array has few keys for all its clients
 * together, and whoever asks for one too many is turned away; here everybody gets one in turn.
 */
final class KeySlots {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final int perEndpoint;
    private final Map<String, Semaphore> byEndpoint = new ConcurrentHashMap<>();

    KeySlots(int perEndpoint) {
        this.perEndpoint = perEndpoint;
    }

    /** A slot at this array, not taken yet. */
    Slot at(Endpoint endpoint) {
        URI uri = endpoint.uri();
        int port = uri.getPort() >= 0 ? uri.getPort() : endpoint.isSecure() ? HTTPS : HTTP;
        return new Slot(
                byEndpoint.computeIfAbsent(uri.getHost() + ":" + port, any -> new Semaphore(perEndpoint, true)));
    }

    /** One right, taken at most once at a time. For one thread at a time. */
    static final class Slot {
        private final Semaphore among;
        private boolean taken;

        private Slot(Semaphore among) {
            this.among = among;
        }

        /** Takes it, unless it is taken; false if none became free in time. Waits in real time: others hold what it waits for. */
        boolean take(Duration patience) throws InterruptedException {
            taken = taken || among.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            return taken;
        }

        /** Takes it if one is free at this moment and nobody waits for it; whether it is taken now. */
        boolean takeIfFree() {
            taken = taken || (!among.hasQueuedThreads() && among.tryAcquire());
            return taken;
        }

        /** Gives it back, if it was taken. */
        void giveBack() {
            if (taken) {
                taken = false;
                among.release();
            }
        }
    }
}
