package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.core.array.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Strikes known secrets out of text that comes from elsewhere, and makes one short line of it. */
final class Redaction {
    private static final int LONGEST = 300;

    private final List<String> secrets;

    Redaction(Collection<Secret> secrets) {
        this.secrets = secrets.stream()
                .map(Secret::reveal)
                .filter(secret -> !secret.isEmpty())
                .flatMap(secret -> Stream.of(secret, base64(secret), PercentEncoding.encode(secret)))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String clean(String text) {
        String cleaned = text;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, "[redacted]");
        }
        cleaned = cleaned.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return cleaned.length() <= LONGEST ? cleaned : cleaned.substring(0, LONGEST) + "...";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
