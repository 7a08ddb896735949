package io.github.outpostrecovery.storage.rest;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The management address of an array: {@code https}, or {@code http} to the loopback address only, where nobody can
 * listen in.
 *
 * @param uri scheme, host and port; no path, since each vendor's client knows its own
 */
public record Endpoint(URI uri) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is no such address; the message says why
     */
    public Endpoint {
        String scheme = lower(uri.getScheme());
        String host = lower(uri.getHost());
        if (host.isEmpty()
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the endpoint of an array is https://HOST or https://HOST:PORT, without user, query and fragment");
        }
        if (!scheme.equals("https")
                && !(scheme.equals("http") && LOOPBACK.matcher(host).matches())) {
            throw new IllegalArgumentException("the endpoint " + scheme + "://" + host
                    + " is refused: use https; plain http is allowed to the loopback address only");
        }
        String path = uri.getRawPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("the endpoint of an array has no path, but this one has " + path);
        }
        uri = URI.create(scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }

    /** Reads {@code https://host:port}, or a bare {@code host:port}, which means https. */
    public static Endpoint parse(String text) {
        return new Endpoint(URI.create(text.contains("://") ? text : "https://" + text));
    }

    /** Whether the connection is encrypted. */
    public boolean isSecure() {
        return uri.getScheme().equals("https");
    }

    /** Whether both name the same host and port. */
    public boolean isSameAs(Endpoint other) {
        return uri.getHost().equals(other.uri.getHost()) && port() == other.port();
    }

    private int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure() ? 443 : 80;
    }

    private static String lower(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
