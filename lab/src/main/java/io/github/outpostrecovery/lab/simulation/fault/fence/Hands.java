package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.LAST_ARRAY_PAGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_CHANGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_LAUNCHED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What people do to an array, or to its credentials, while a recovery runs. */
final class Hands {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private Hands() {}

    static List<Fault> all() {
        return List.of(
                new StagedFault(
                        FaultCard.simulated(
                                33,
                                "secret-rotated-during-run",
                                "the array's password changes before the fence, and the secret a moment later",
                                "the secret is read again after the refusal: recovered"),
                        UnaryOperator.identity(),
                        stage -> rotate(stage, ArrayConnection::fenceSecret, Rotation.FINISHED),
                        Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                33,
                                "secret-of-fencing-wrong",
                                "the array refuses the password in the secret of the account that fences, and goes on"
                                        + " refusing it",
                                "nothing launched, and a person is called"),
                        UnaryOperator.identity(),
                        stage -> rotate(stage, ArrayConnection::fenceSecret, Rotation.FORGOTTEN),
                        Expected.of(Outcome.FENCED_AND_PAGED).besides(NOTHING_LAUNCHED.and(LAST_ARRAY_PAGED))),
                new StagedFault(
                        FaultCard.simulated(
                                33,
                                "secret-of-reading-wrong",
                                "the array refuses the password in the secret of the account that reads, and goes on"
                                        + " refusing it",
                                "refused once its patience ends, nothing changed"),
                        UnaryOperator.identity(),
                        stage -> rotate(stage, ArrayConnection::readSecret, Rotation.FORGOTTEN),
                        Expected.of(Outcome.REFUSED)
                                .besides(NOTHING_CHANGED.and(NOTHING_LAUNCHED).and(LAST_ARRAY_PAGED))),
                new StagedFault(
                        FaultCard.simulated(
                                44,
                                "victim-readmitted-before-grant",
                                "somebody lets the victim in again by hand between its fence and the grant",
                                "the read right before the grant sees it, and it is fenced and proved again:"
                                        + " recovered"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering("Grant new initiator", execution -> readmit(stage)),
                        stayingDead(Outcome.RECOVERED).besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                44,
                                "victim-readmitted-each-time",
                                "somebody lets the victim in again by hand after each fence",
                                "nothing is launched, and after a while a person is called"),
                        UnaryOperator.identity(),
                        stage -> stage.onEntering("Grant new initiator", execution -> readmit(stage)),
                        stayingDead(Outcome.FENCED_AND_PAGED).besides(NOTHING_LAUNCHED.and(LAST_ARRAY_PAGED))),
                new StagedFault(
                        FaultCard.simulated(
                                44,
                                "victim-readmitted-before-launch",
                                "somebody lets the victim in again by hand between the grant and the launch",
                                "the read right before the launch sees it: nothing is launched, and a person is"
                                        + " called"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering("Relaunch from recovery template", execution -> readmit(stage)),
                        stayingDead(Outcome.FENCED_AND_PAGED).besides(NOTHING_LAUNCHED.and(LAST_ARRAY_PAGED))),
                new StagedFault(
                        FaultCard.simulated(
                                44,
                                "victim-readmitted-after-recovery",
                                "somebody lets the victim in again by hand when all is over",
                                "the next readiness run reads the fences of dead generations again, and tells a"
                                        + " person"),
                        UnaryOperator.identity(),
                        stage -> {
                            stage.outlast(Duration.ofMinutes(15));
                            stage.onLeaving("Record recovery", execution -> {
                                readmit(stage);
                                stage.later(Duration.ofMinutes(5), () -> rehearse(stage.site()));
                            });
                        },
                        stayingDead(Outcome.RECOVERED).besides(TOLD_AFTERWARDS)));
    }

    private enum Rotation {
        FINISHED,
        FORGOTTEN
    }

    /** A mail after the one that tells of the recovery. */
    private static final Expectation TOLD_AFTERWARDS = (site, world) -> Expectation.objectIf(
            site.region().mailbox().mails().stream()
                    .noneMatch(mail -> site.ledger().incident().stream()
                            .flatMap(incident -> incident.victim().initiators().values().stream())
                            .anyMatch(victim -> mail.body().contains(victim.value())
                                    && mail.body()
                                            .contains(site.arrays().getLast().name()))),
            "no mail tells that the victim is let in again");

    /** A machine that came back would write to what it was given back, and no engine could prevent that. */
    private static Expected stayingDead(Outcome outcome) {
        return Expected.of(outcome)
                .where(world -> world.fate() == World.Fate.SERVER_DEAD && world.zombie() == World.Zombie.STAYS_DEAD);
    }

    private static void rehearse(SimulatedSite site) {
        site.rehearse(site.instances().getFirst());
    }

    /** Nobody lets in a machine that is on meanwhile: it would write at once. */
    private static void readmit(Stage stage) {
        SimulatedSite site = stage.site();
        SiteArray array = site.arrays().getLast();
        site.ledger()
                .incident()
                .filter(incident -> !site.machines().isOn(incident.victim().id().value()))
                .ifPresent(incident -> incident.victim().initiators().entrySet().stream()
                        .filter(entry -> entry.getKey().value().equals(array.name()))
                        .forEach(entry -> {
                            array.simulated()
                                    .admit(
                                            entry.getValue().value(),
                                            array.simulated().volumes().stream()
                                                    .map(FurnishedVolume::name)
                                                    .toList());
                            stage.struck();
                        }));
    }

    /** The simulated accounts keep their passwords, so the secret is the one that lags behind. */
    private static void rotate(Stage stage, Function<ArrayConnection, SecretArn> which, Rotation rotation) {
        SimulatedSite site = stage.site();
        SiteArray array = site.arrays().getLast();
        SecretArn secret = which.apply(site.connection(array));
        String right = site.region().secrets().document(secret).orElseThrow();
        String wrong = right.replaceAll("(\"(?:password|apiToken)\"\\s*:\\s*\")[^\"]*", "$1of-last-month");
        stage.onceEntering(
                "Open the incident", execution -> site.region().secrets().put(secret, wrong));
        boolean[] refused = {false};
        site.calls().listen(call -> {
            if (array.served(call) && isRefusal(call) && !refused[0]) {
                refused[0] = true;
                stage.struck();
                if (rotation == Rotation.FINISHED) {
                    site.region().secrets().put(secret, right);
                }
            }
        });
    }

    private static boolean isRefusal(Call call) {
        return call.status() == UNAUTHORIZED || call.status() == FORBIDDEN;
    }
}
