package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A CloudFormation template as one deployment would make it: intrinsic functions are worked out, conditions decided. */
final class Template {
    private final JsonNode written;
    private final Intrinsics intrinsics;

    private Template(JsonNode written, Deployment deployment) {
        this.written = requireNonNull(written, "written is null");
        this.intrinsics = new Intrinsics(written.path("Conditions"), deployment);
    }

    /** The engine, after the SAM transform. */
    static Template engine(Deployment deployment) throws IOException {
        return new Template(SourceTree.json(SourceTree.snapshot("transformed.json")), deployment);
    }

    static Template engine() throws IOException {
        return engine(Deployment.PLAIN);
    }

    /** The protection of one instance. */
    static Template protection() throws IOException {
        return new Template(SourceTree.json(SourceTree.snapshot("protection.json")), Deployment.PLAIN);
    }

    /** A part of the template that no resource is: parameters, outputs, metadata; worked out. */
    JsonNode part(String name) {
        return intrinsics.resolve(written.path(name));
    }

    /** The properties of every resource of a type, by logical name. */
    Map<String, JsonNode> properties(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        resources(type).forEach((name, resource) -> found.put(name, resource.path("Properties")));
        return found;
    }

    /** The properties of one resource, which has to be there. */
    JsonNode properties(String type, String name) {
        return requireNonNull(properties(type).get(name), () -> "there is no " + type + " " + name);
    }

    /** Every resource of a type, with what is not a property of it. */
    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        written.path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), intrinsics.resolve(resource.getValue()));
            }
        });
        return found;
    }
}
