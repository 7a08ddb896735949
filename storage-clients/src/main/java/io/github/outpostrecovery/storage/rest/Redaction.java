package io.github.outpostrecovery.storage.rest;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.outpostrecovery.core.array.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Strikes known secrets out of text that comes from elsewhere, in the forms that they travel in, and makes one short line
 * of it. For one thread.
 */
final class Redaction {
    private static final int LONGEST = 300;

    /** Longest first: a secret may be part of another. */
    private final SortedSet<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Redaction(Collection<Secret> secrets) {
        secrets.forEach(secret -> hide(secret.reveal()));
    }

    /** Names one more secret. */
    void hide(String secret) {
        if (!secret.isEmpty()) {
            String quoted = TextNode.valueOf(secret).toString();
            secrets.add(secret);
            secrets.add(quoted.substring(1, quoted.length() - 1));
            secrets.add(PercentEncoding.encode(secret));
            secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    String clean(String text) {
        String cleaned = text;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, "[redacted]");
        }
        cleaned = cleaned.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return cleaned.length() <= LONGEST ? cleaned : cleaned.substring(0, LONGEST) + "...";
    }
}
