package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every request of a client and every reply of a simulator is as the vendor's own API file has it: a check from outside, since
 * client and simulator were written from one understanding and may share an error. Skipped where the files are not there.
 */
class VendorTruthTest {
    private static final Map<String, List<String>> KINDS = Map.of(
            "dell",
            List.of(
                    "GET /api/rest/cluster",
                    "GET /api/rest/discovered_initiator",
                    "GET /api/rest/host",
                    "GET /api/rest/host_group",
                    "GET /api/rest/host_volume_mapping",
                    "GET /api/rest/initiator",
                    "GET /api/rest/ip_pool_address",
                    "GET /api/rest/ip_port",
                    "GET /api/rest/login_session",
                    "GET /api/rest/software_installed",
                    "GET /api/rest/volume",
                    "PATCH /api/rest/host/ID",
                    "POST /api/rest/host",
                    "POST /api/rest/logout",
                    "POST /api/rest/metrics/generate",
                    "POST /api/rest/volume/ID/attach",
                    "POST /api/rest/volume/ID/clone"),
            "purestorage",
            List.of(
                    "GET /api/api_version",
                    "GET /api/2.52/arrays",
                    "GET /api/2.52/connections",
                    "GET /api/2.52/controllers",
                    "GET /api/2.52/host-groups",
                    "GET /api/2.52/host-groups/hosts",
                    "GET /api/2.52/hosts",
                    "GET /api/2.52/hosts/performance/balance",
                    "GET /api/2.52/network-interfaces",
                    "GET /api/2.52/ports",
                    "GET /api/2.52/volumes",
                    "GET /api/2.52/volumes/performance",
                    "PATCH /api/2.52/hosts",
                    "POST /api/2.52/connections",
                    "POST /api/2.52/hosts",
                    "POST /api/2.52/login",
                    "POST /api/2.52/logout",
                    "POST /api/2.52/volumes"));

    private static Path folder() {
        Optional<Path> folder = ContractFolder.find();
        assumeTrue(folder.isPresent(), "the vendors' API files are not here");
        return folder.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dell", "purestorage"})
    void everyExchange_isAsTheVendorSays_butForWhatIsAllowed_andAllOfThatIsNeeded(String vendor) {
        VendorContract contract = VendorContract.of(vendor, folder());
        Collection<Exchange> exchanges = WholeLife.onArraysOf(vendor);
        assertThat(exchanges).as("exchanges").hasSizeGreaterThan(300);
        assertThat(exchanges.stream().map(VendorTruthTest::kind))
                .as("kinds of requests")
                .containsAll(KINDS.get(vendor));
        everyChangeIsNoticed(contract, exchanges);
        List<Allowance> allowed = Allowance.of(vendor);
        Set<Allowance> needed = EnumSet.noneOf(Allowance.class);
        List<String> objections = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            for (String line : contract.objections(exchange)) {
                List<Allowance> covering =
                        allowed.stream().filter(one -> one.covers(line)).toList();
                needed.addAll(covering);
                if (covering.isEmpty()) {
                    objections.add(line);
                }
            }
        }
        assertThat(objections)
                .as("what the API file of " + vendor + " contradicts")
                .isEmpty();
        assertThat(allowed)
                .filteredOn(one -> !needed.contains(one))
                .extracting(one -> one + ": " + one.reason())
                .as("exceptions that are not needed any more")
                .isEmpty();
    }

    /** One field with another name, in what is sent or in what comes back, and the file contradicts. */
    private static void everyChangeIsNoticed(VendorContract contract, Collection<Exchange> exchanges) {
        Set<String> sent = new TreeSet<>();
        Set<String> received = new TreeSet<>();
        for (Exchange exchange : exchanges) {
            RestRequest request = exchange.request();
            if (request.body().startsWith("{\"") && sent.add(kind(exchange))) {
                RestRequest wrong = new RestRequest(
                        request.method(), request.path(), request.query(), request.headers(), misnamed(request.body()));
                assertThat(contract.objections(new Exchange(wrong, Optional.empty())))
                        .as("objections to " + wrong + " " + wrong.body())
                        .isNotEmpty();
            }
            exchange.reply()
                    .filter(reply -> reply.status() == 200 && reply.body().contains("{\""))
                    .filter(reply -> received.add(kind(exchange)))
                    .map(reply -> new RestResponse(200, reply.headers(), misnamed(reply.body())))
                    .ifPresent(wrong -> assertThat(contract.objections(new Exchange(request, Optional.of(wrong))))
                            .as("objections to the reply to " + request + " " + wrong.body())
                            .anyMatch(line -> line.contains("xx_")));
        }
        assertThat(sent).hasSizeGreaterThan(2);
        assertThat(received).hasSizeGreaterThan(8);
    }

    private static String misnamed(String body) {
        return body.replaceFirst("\\{\"", "{\"xx_");
    }

    /** The method, and the path without identifiers. */
    private static String kind(Exchange exchange) {
        return exchange.request().method() + " "
                + exchange.request().path().replaceAll("/[0-9a-f]{8}-[0-9a-f-]{27}", "/ID");
    }
}
