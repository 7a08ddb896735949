package io.github.outpostrecovery.lab.simulation.fault;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked at when everything rests, and what of it is not as expected. */
public final class Objections {
    private final SimulatedSite site;
    private final List<String> found = new ArrayList<>();

    private Objections(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
    }

    public static Objections at(SimulatedSite site) {
        return new Objections(site);
    }

    public List<String> list() {
        return List.copyOf(found);
    }

    public Objections unless(boolean holds, String missing) {
        if (!holds) {
            found.add(missing);
        }
        return this;
    }

    /** Somebody was called, with these words. */
    public Objections unlessPaged(String words) {
        return unless(
                site.region().mailbox().mails().stream()
                        .anyMatch(mail ->
                                mail.subject().contains(words) || mail.body().contains(words)),
                "no mail says \"" + words + "\"");
    }

    /** So many incidents were opened. */
    public Objections unlessIncidents(int number) {
        int opened = site.ledger().lastIncident();
        return unless(opened == number, opened + " incidents were opened, expected is " + number);
    }

    /** Exactly so many executions ended so. */
    public Objections unlessEnded(Outcome outcome, long times) {
        long ended = records().filter(record -> record.outcome() == outcome).count();
        return unless(ended == times, ended + " executions ended as " + outcome + ", expected is " + times);
    }

    /** At least one execution ended so. */
    public Objections unlessSomeEnded(Outcome outcome) {
        return unless(records().anyMatch(record -> record.outcome() == outcome), "no execution ended as " + outcome);
    }

    /** Every execution that ended so says what it saw. */
    public Objections unlessEvidenceIn(Outcome outcome) {
        return unless(
                records()
                        .filter(record -> record.outcome() == outcome)
                        .allMatch(record -> record.evidence().isPresent()),
                "a record of " + outcome + " carries no evidence");
    }

    /** The machine of this generation runs the workload today. */
    public Objections unlessCurrent(int generation) {
        int current = site.ledger().current().generation().number();
        return unless(current == generation, "generation " + current + " is current, expected is " + generation);
    }

    /** Nothing was changed on any array. */
    public Objections unlessArraysUntouched() {
        return unless(site.calls().calls().stream().noneMatch(Call::write), "something was changed on an array");
    }

    private Stream<IncidentRecord> records() {
        return site.recoveries().stream()
                .map(execution -> site.recordOf(execution.arn()))
                .flatMap(Optional::stream);
    }
}
