package io.github.outpostrecovery.tests.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one vendor says of its own API, and where an exchange is at odds with it. */
final class VendorContract {
    private static final String UNEXPECTED_QUERY = "validation.request.parameter.query.unexpected";

    private final OpenApiInteractionValidator validator;
    private final ContractDocument document;
    private final Optional<PowerStoreQueries> queries;

    private VendorContract(
            ContractDocument document, List<Allowance.Status> statuses, Optional<PowerStoreQueries> queries) {
        this.validator = validator(document.strict(statuses), queries);
        this.document = document;
        this.queries = queries;
    }

    static VendorContract of(String vendor, Path folder) {
        ContractDocument document = ContractDocument.read(folder.resolve(
                switch (vendor) {
                    case "dell" -> "powerstore-4.1.json";
                    case "purestorage" -> "flasharray-2.52.yml";
                    default -> throw new IllegalArgumentException("no API file of " + vendor);
                }));
        List<Allowance.Status> statuses = Allowance.of(vendor).stream()
                .flatMap(allowance -> allowance.status().stream())
                .toList();
        return new VendorContract(
                document,
                statuses,
                vendor.equals("dell") ? Optional.of(new PowerStoreQueries(document.original())) : Optional.empty());
    }

    private static OpenApiInteractionValidator validator(JsonNode document, Optional<PowerStoreQueries> queries) {
        return OpenApiInteractionValidator.createForInlineApiSpecification(document.toString())
                .withLevelResolver(LevelResolver.create()
                        .withDefaultLevel(Level.ERROR)
                        .withLevel(UNEXPECTED_QUERY, queries.isPresent() ? Level.IGNORE : Level.ERROR)
                        .build())
                .build();
    }

    /** One line for each objection. */
    Set<String> objections(Exchange exchange) {
        Set<String> lines = new LinkedHashSet<>();
        RestRequest request = exchange.request();
        add(lines, exchange, validator.validateRequest(request(request)));
        queries.ifPresent(language -> language.objections(request)
                .forEach(objection -> lines.add(exchange.line() + " | query " + objection)));
        exchange.reply().ifPresent(reply -> {
            SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
            reply.headers().forEach(response::withHeader);
            if (!reply.body().isEmpty()) {
                response.withBody(reply.body());
            }
            Request.Method method = Request.Method.valueOf(request.method());
            add(lines, exchange, validator.validateResponse(request.path(), method, response.build()));
            if (!document.declares(request.method(), request.path(), reply.status())) {
                lines.add(exchange.line() + " | undeclared status");
            }
        });
        return lines;
    }

    private static Request request(RestRequest request) {
        SimpleRequest.Builder builder = new SimpleRequest.Builder(request.method(), request.path());
        request.headers().forEach(builder::withHeader);
        request.query().forEach((name, values) -> builder.withQueryParam(name, values.toArray(String[]::new)));
        if (!request.body().isEmpty()) {
            builder.withBody(request.body());
        }
        return builder.build();
    }

    private static void add(Set<String> lines, Exchange exchange, ValidationReport report) {
        report.getMessages().stream()
                .filter(message -> message.getLevel() != Level.IGNORE)
                .forEach(message -> lines.add(line(exchange, message)));
    }

    private static String line(Exchange exchange, ValidationReport.Message message) {
        List<String> texts = new ArrayList<>();
        texts.add(message.getMessage());
        message.getNestedMessages().forEach(nested -> texts.add(nested.getMessage()));
        return exchange.line() + " | " + message.getKey() + " " + String.join("; ", texts);
    }
}
