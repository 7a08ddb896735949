package io.github.outpostrecovery.tests.fuzz;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.recovery.SupersededException;
import io.github.outpostrecovery.functions.CompleteRecovery;
import io.github.outpostrecovery.functions.ConfirmAttachment;
import io.github.outpostrecovery.functions.FenceInitiator;
import io.github.outpostrecovery.functions.GrantInitiator;
import io.github.outpostrecovery.functions.OpenIncident;
import io.github.outpostrecovery.functions.Reconcile;
import io.github.outpostrecovery.functions.RelaunchInstance;
import io.github.outpostrecovery.functions.RequestApproval;
import io.github.outpostrecovery.functions.VerifyPrimary;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.site.Connections;
import io.github.outpostrecovery.lab.site.LocalContext;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteConditions;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What comes in to a function: the first byte chooses which, the rest is its event. Each is invoked on a site on which nothing has
 * happened, so that no event has an owner: whatever it says, nobody's access may change.
 */
public final class StepInputs {
    private static final List<Function<Services, RequestStreamHandler>> HANDLERS = List.of(
            OpenIncident::new,
            VerifyPrimary::new,
            RequestApproval::new,
            FenceInitiator::new,
            GrantInitiator::new,
            RelaunchInstance::new,
            ConfirmAttachment::new,
            CompleteRecovery::new,
            Reconcile::new);

    /** The samples of each, in the same order. */
    private static final List<List<String>> SAMPLES = List.of(
            List.of("open-incident", "rehearsal"),
            List.of("verify-primary", "rehearsal"),
            List.of("request-approval"),
            List.of("fence-initiator", "rehearsal"),
            List.of("grant-initiator"),
            List.of("relaunch-instance", "check-targets", "stop-guest", "start-guest", "rehearsal"),
            List.of("confirm-attachment"),
            List.of("complete-recovery"),
            List.of("reconcile", "reconcile-readiness"));

    private static final SiteConditions CONDITIONS = SiteConditions.STANDARD
            .watchedBy(Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)
            .reaching(Connections.IN_MEMORY, Duration.ofMillis(1));

    private StepInputs() {}

    /** Invokes one function. What it throws is a finding, unless it says what is wrong with the event. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] event = Arrays.copyOfRange(data, 1, data.length);
        try (SimulatedSite site = SimulatedSite.furnish(SiteOptions.STANDARD, CONDITIONS)) {
            RequestStreamHandler handler =
                    HANDLERS.get((data[0] & 0xff) % HANDLERS.size()).apply(site.engine());
            String before = access(site);
            try {
                handler.handleRequest(
                        new ByteArrayInputStream(event), new ByteArrayOutputStream(), new LocalContext("Step"));
            } catch (IOException | UncheckedIOException malformed) {
                Clear.message(malformed);
            } catch (IllegalArgumentException | ServiceUnavailableException | SupersededException refused) {
                Clear.message(refused);
            }
            if (!access(site).equals(before)) {
                throw new AssertionError("an event without an owner has changed who reaches a volume");
            }
        }
    }

    private static String access(SimulatedSite site) {
        return site.arrays().getFirst().simulated().blockTarget().accessState().toString();
    }

    /** The samples in {@code events/}. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int handler = 0; handler < SAMPLES.size(); handler++) {
            for (String sample : SAMPLES.get(handler)) {
                seeds.add(Seed.of(handler, Samples.event(sample)));
            }
        }
        return seeds;
    }
}
