package io.github.outpostrecovery.cli.userdata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A message of several parts (RFC 2046), as both readers of it want it: cloud-init, and the boot firmware of the iPXE
 * image, which knows no MIME but looks for the literal {@code Content-Type: multipart/mixed}, for the boundary after it,
 * for {@code Content-Type: text/ipxe} and for {@code #!ipxe} with a line feed, and splits at the boundary even inside a
 * part. So headers are literal, lines end with a line feed, and the boundary occurs in no part.
 */
final class Multipart {
    /** A part with this character or a later one is encoded. */
    static final int FIRST_BEYOND_PLAIN = 0x7F;

    private static final int LINE = 76;

    private final List<Part> parts = new ArrayList<>();

    /**
     * A part.
     *
     * @param name what it is, for people
     * @param type its content type
     */
    record Part(String name, String type, String content) {
        private boolean isPlain() {
            return content.chars().allMatch(character -> character < FIRST_BEYOND_PLAIN);
        }

        String text() {
            if (isPlain()) {
                return "Content-Type: " + type + "\n\n" + content;
            }
            // cloud-init garbles letters beyond ASCII in a part that is not encoded.
            return "Content-Type: " + type + "; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\n"
                    + Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                            .encodeToString(content.getBytes(StandardCharsets.UTF_8))
                    + "\n";
        }

        int bytes() {
            return text().getBytes(StandardCharsets.UTF_8).length;
        }
    }

    void add(Part part) {
        parts.add(part);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    String text() {
        String boundary = boundary();
        StringBuilder text = new StringBuilder(
                "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\nMIME-Version: 1.0\n\n");
        for (Part part : parts) {
            // The line feed before a boundary belongs to the boundary (RFC 2046, 5.1.1): a part keeps its own.
            text.append("--").append(boundary).append('\n').append(part.text()).append('\n');
        }
        return text.append("--").append(boundary).append("--\n").toString();
    }

    /** The first of a row of boundaries that occurs in no part: the same parts, the same boundary. */
    private String boundary() {
        for (int number = 0; ; number++) {
            String candidate = "outpost-recovery-part-" + number + "-";
            if (parts.stream().noneMatch(part -> part.text().contains(candidate))) {
                return candidate;
            }
        }
    }
}
