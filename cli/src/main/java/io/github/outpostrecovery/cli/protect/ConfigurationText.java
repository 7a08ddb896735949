package io.github.outpostrecovery.cli.protect;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.util.Optional;

/**
 * A configuration as the engine reads it.
 *
 * <p>Parameter Store keeps 8192 characters of it at most (advanced tier; 4096 in the standard one: AWS Systems Manager User
 * Guide, "Managing parameter tiers"), and CloudFormation hands 4096 characters to a stack in one parameter (CloudFormation
 * quotas), so a long one goes in two parts.
 */
public record ConfigurationText(String text) {
    /** The most characters that one stack parameter takes. */
    static final int PART = 4096;

    private static final int MOST = 2 * PART;

    /** The text of a configuration. */
    public static ConfigurationText of(ProtectedInstance instance) {
        try {
            return new ConfigurationText(CoreJson.mapper().writeValueAsString(instance));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a configuration has a JSON form", impossible);
        }
    }

    /** What goes into the first parameter. */
    public String first() {
        return text.substring(0, Math.min(PART, text.length()));
    }

    /** What goes into the second; empty if there is nothing more. */
    public String rest() {
        return text.substring(Math.min(PART, text.length()));
    }

    /** Why it cannot be kept, if so. */
    Optional<String> objection() {
        return text.length() <= MOST
                ? Optional.empty()
                : Optional.of("[configuration-too-large] the configuration has " + text.length()
                        + " characters, and a parameter holds " + MOST
                        + ": protect fewer volumes under one name, or give arrays and volumes shorter names");
    }
}
