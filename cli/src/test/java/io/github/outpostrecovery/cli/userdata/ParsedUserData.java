package io.github.outpostrecovery.cli.userdata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** User data as a reader of MIME takes it apart (RFC 2046, 5.1.1): knows nothing of how it was made. */
final class ParsedUserData {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^\\s;]+))");
    private static final Pattern PACKED =
            Pattern.compile("(?s)code=\\$\\(base64 -d <<'CODE' \\| gunzip\n(.*?)\nCODE\n\\)\neval \"\\$code\"\n");

    private ParsedUserData() {}

    /** A part with its headers, and its content decoded. */
    record Part(Map<String, String> headers, String content) {
        String type() {
            return headers.getOrDefault("content-type", "").split(";", -1)[0].strip();
        }
    }

    static List<Part> parse(String text) {
        int end = text.indexOf("\n\n");
        Map<String, String> headers = headers(text.substring(0, Math.max(end, 0)));
        String type = headers.getOrDefault("content-type", "");
        if (!type.startsWith("multipart/mixed")) {
            return List.of(new Part(Map.of(), text));
        }
        Matcher found = BOUNDARY.matcher(type);
        if (!found.find()) {
            throw new AssertionError("no boundary in " + type);
        }
        String delimiter = "--" + Optional.ofNullable(found.group(1)).orElse(found.group(2));
        List<String> lines = Arrays.asList(text.substring(end + 2).split("\n", -1));
        List<Part> parts = new ArrayList<>();
        List<String> current = new ArrayList<>();
        boolean inside = false;
        boolean closed = false;
        for (String line : lines) {
            if (line.equals(delimiter) || line.equals(delimiter + "--")) {
                if (inside) {
                    parts.add(part(String.join("\n", current)));
                }
                current.clear();
                inside = line.equals(delimiter);
                closed = !inside;
            } else {
                current.add(line);
            }
        }
        if (!closed) {
            throw new AssertionError("the message is not closed");
        }
        return parts;
    }

    private static Part part(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new AssertionError("a part without a blank line after its headers: " + text);
        }
        Map<String, String> headers = headers(text.substring(0, end));
        String content = text.substring(end + 2);
        return new Part(
                headers,
                "base64".equals(headers.get("content-transfer-encoding"))
                        ? new String(Base64.getMimeDecoder().decode(content), StandardCharsets.UTF_8)
                        : content);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** The part of this type; there is exactly one. */
    static String only(String text, String type) {
        List<Part> found =
                parse(text).stream().filter(part -> part.type().equals(type)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " parts of type " + type);
        }
        return found.getFirst().content();
    }

    /** A script of ours as it runs: what was compressed is in its place. */
    static String unpacked(String script) {
        Matcher packed = PACKED.matcher(script);
        if (!packed.find()) {
            return script;
        }
        try (GZIPInputStream code = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(packed.group(1))))) {
            return script.substring(0, packed.start())
                    + new String(code.readAllBytes(), StandardCharsets.UTF_8)
                    + script.substring(packed.end());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
