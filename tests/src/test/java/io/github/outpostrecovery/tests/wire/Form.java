package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request in EC2's query protocol. */
public record Form(Map<String, String> fields) {
    public static Form parse(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return new Form(fields);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The values of {@code name.1}, {@code name.2}, ... */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int index = 1; fields.containsKey(name + "." + index); index++) {
            values.add(fields.get(name + "." + index));
        }
        return values;
    }

    /** The values of a filter, if it is there. */
    Optional<List<String>> filter(String name) {
        for (int index = 1; fields.containsKey("Filter." + index + ".Name"); index++) {
            if (name.equals(fields.get("Filter." + index + ".Name"))) {
                return Optional.of(list("Filter." + index + ".Value"));
            }
        }
        return Optional.empty();
    }

    /** The same without a filter, whose instances are named instead. */
    Form byInstances(String filter, List<String> instances) {
        Map<String, String> kept = new LinkedHashMap<>();
        int next = 1;
        for (int index = 1; fields.containsKey("Filter." + index + ".Name"); index++) {
            String prefix = "Filter." + index + ".";
            if (!filter.equals(fields.get(prefix + "Name"))) {
                String renumbered = "Filter." + next++ + ".";
                fields.forEach((name, value) -> {
                    if (name.startsWith(prefix)) {
                        kept.put(renumbered + name.substring(prefix.length()), value);
                    }
                });
            }
        }
        fields.forEach((name, value) -> {
            if (!name.startsWith("Filter.") && !name.equals("MaxResults")) {
                kept.put(name, value);
            }
        });
        for (int index = 0; index < instances.size(); index++) {
            kept.put("InstanceId." + (index + 1), instances.get(index));
        }
        return new Form(kept);
    }

    String encode() {
        return fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
