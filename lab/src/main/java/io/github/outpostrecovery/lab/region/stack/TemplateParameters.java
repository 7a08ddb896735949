package io.github.outpostrecovery.lab.region.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parameters that a template declares, as far as its values are checked by them. Reads the block style in which the
 * project's own templates are written, and no other YAML.
 */
final class TemplateParameters {
    private static final Pattern NAME = Pattern.compile(" {2}(\\w+):\\s*");
    private static final Pattern PROPERTY = Pattern.compile(" {4}(\\w+): (.+)");

    private final Map<String, Map<String, String>> declared = new TreeMap<>();

    private TemplateParameters() {}

    static TemplateParameters of(String template) {
        TemplateParameters parameters = new TemplateParameters();
        boolean inside = false;
        String current = "";
        for (String line : template.lines().toList()) {
            if (!line.isBlank() && !line.startsWith(" ")) {
                inside = line.startsWith("Parameters:");
            } else if (inside) {
                var name = NAME.matcher(line);
                var property = PROPERTY.matcher(line);
                if (name.matches()) {
                    current = name.group(1);
                    parameters.declared.put(current, new TreeMap<>());
                } else if (property.matches() && !current.isEmpty()) {
                    parameters
                            .declared
                            .getOrDefault(current, new TreeMap<>())
                            .put(property.group(1), unquoted(property.group(2).strip()));
                }
            }
        }
        return parameters;
    }

    private static String unquoted(String scalar) {
        return scalar.length() > 1 && scalar.startsWith("'") && scalar.endsWith("'")
                ? scalar.substring(1, scalar.length() - 1)
                : scalar;
    }

    /** The values with the defaults of those that are left out. */
    Map<String, String> complete(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(given);
        declared.forEach((name, properties) ->
                Optional.ofNullable(properties.get("Default")).ifPresent(value -> all.putIfAbsent(name, value)));
        return all;
    }

    /** What CloudFormation would refuse complete values with, if it would. */
    Optional<String> objection(Map<String, String> values) {
        List<String> missing = new ArrayList<>(declared.keySet());
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            return Optional.of("Parameters: " + missing + " must have values");
        }
        List<String> unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(declared.keySet());
        if (!unknown.isEmpty()) {
            return Optional.of("Parameters: " + unknown + " do not exist in the template");
        }
        return declared.keySet().stream()
                .flatMap(name -> objection(name, values.getOrDefault(name, "")).stream())
                .findFirst();
    }

    private Optional<String> objection(String name, String value) {
        Map<String, String> properties = declared.getOrDefault(name, Map.of());
        String pattern = properties.getOrDefault("AllowedPattern", "[\\s\\S]*");
        int longest = Integer.parseInt(properties.getOrDefault("MaxLength", "4096"));
        boolean fits = value.length() <= longest && Pattern.matches(pattern, value);
        return fits
                ? Optional.empty()
                : Optional.of("Parameter '" + name + "' failed to satisfy constraint: "
                        + properties.getOrDefault("ConstraintDescription", pattern));
    }
}
