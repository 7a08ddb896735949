package io.github.outpostrecovery.storage.rest;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.outpostrecovery.core.array.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Strikes known secrets out of text that comes from elsewhere, in the forms that they travel in, and makes one short line
 * of it. For one thread.
 *
 * <p>Every call has one and few have anything to strike out of: the forms are made when there is.
 */
final class Redaction {
    private static final int LONGEST = 300;

    /** As in {@code session=0123abcd; other=4567}: the values; what is too short to be a secret stays. */
    private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)[\\w.-]+=([^;]{4,})");

    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final List<String> named = new ArrayList<>();
    private final List<String> authorising = new ArrayList<>();

    /** Longest first: a secret may be part of another. */
    private final SortedSet<String> forms =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Redaction(Collection<Secret> secrets) {
        secrets.forEach(secret -> hide(secret.reveal()));
    }

    /** Names one more secret. */
    void hide(String secret) {
        named.add(secret);
    }

    /**
     * Names what authenticates a call: the header as a whole, what follows its scheme, and a cookie's value. A log-in gives
     * secrets that no credentials have.
     */
    void hideHeader(String value) {
        authorising.add(value);
    }

    String clean(String text) {
        makeForms();
        String cleaned = text;
        for (String form : forms) {
            cleaned = cleaned.replace(form, "[redacted]");
        }
        if (!isOneWord(cleaned)) {
            cleaned = BLANK.matcher(cleaned).replaceAll(" ").strip();
        }
        return cleaned.length() <= LONGEST ? cleaned : cleaned.substring(0, LONGEST) + "...";
    }

    private void makeForms() {
        for (String value : authorising) {
            named.add(value);
            named.add(value.substring(value.indexOf(' ') + 1));
            COOKIE.matcher(value).results().forEach(cookie -> named.add(cookie.group(1)));
        }
        authorising.clear();
        named.forEach(this::makeForms);
        named.clear();
    }

    private void makeForms(String secret) {
        if (!secret.isEmpty()) {
            String quoted = TextNode.valueOf(secret).toString();
            forms.add(secret);
            forms.add(quoted.substring(1, quoted.length() - 1));
            forms.add(PercentEncoding.encode(secret));
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().encodeToString(bytes));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
    }

    /** Visible ASCII alone, as in most paths: there is nothing to make one line of. */
    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character <= ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }
}
