package io.github.outpostrecovery.tests.fuzz;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Whether an error says what is wrong. */
final class Clear {
    private Clear() {}

    /** Words, and not those of a parser of the JDK that nobody has put into words. */
    static void message(Throwable refused) {
        @Nullable String message = refused.getMessage();
        if (message == null
                || message.isBlank()
                || message.startsWith("No enum constant")
                || refused instanceof NumberFormatException
                || refused instanceof DateTimeException) {
            throw new AssertionError("an error without a clear message: " + refused, refused);
        }
    }

    /** Whether a text is part of its message. */
    static boolean says(Throwable refused, String text) {
        return String.valueOf(refused.getMessage()).contains(text);
    }
}
