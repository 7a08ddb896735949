package io.github.outpostrecovery.lab.asl.definition;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code DefinitionSubstitutions} of a SAM template: {@code ${Name}} anywhere in the text becomes its value. */
final class Substitutions {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?<name>[A-Za-z0-9_.:-]+)}");
    private static final Pattern UNFIT = Pattern.compile("[\"\\\\\\p{Cntrl}]|\\$\\{");

    private Substitutions() {}

    static String apply(String text, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String value = values.get(name);
            if (value == null) {
                throw new InvalidDefinition("there is no substitution for ${" + name + "}");
            }
            // CloudFormation pastes the value into the text as it is, so a quote would change what the text means.
            if (UNFIT.matcher(value).find()) {
                throw new InvalidDefinition("the substitution for ${" + name
                        + "} holds a quote, a backslash, a control character or another ${");
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }
}
