package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects that a grant makes for one generation alone: {@code outpost-INSTANCE-gN}, and with a number behind it where there
 * are several. No two generations share one at their making; a successor may take it over later.
 */
public final class GenerationObject {
    private static final Pattern NAME = Pattern.compile("outpost-(.+)-g([1-9][0-9]{0,8})(?:-[0-9]{1,3})?");

    private GenerationObject() {}

    /** Whether an object of this name was made for the generation of an initiator of ours. */
    public static boolean isOf(String name, Initiator initiator) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        try {
            return initiator
                    .generationFor(new InstanceName(matcher.group(1)))
                    .filter(new Generation(Integer.parseInt(matcher.group(2)))::equals)
                    .isPresent();
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
    }
}
