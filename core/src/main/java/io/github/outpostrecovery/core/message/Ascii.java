package io.github.outpostrecovery.core.message;

import java.text.Normalizer;

/** Text as every mail program and every telephone shows it: printable ASCII, on one line. */
final class Ascii {

    private Ascii() {}

    /**
     * Leaves accents out, writes dashes, quotation marks and the like as their ASCII kin, and everything else that is
     * not printable ASCII as a question mark. White space and control characters become single spaces.
     */
    static String of(String text) {
        StringBuilder ascii = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().forEach(point -> append(ascii, point));
        return ascii.toString().strip().replaceAll(" +", " ");
    }

    private static void append(StringBuilder ascii, int point) {
        if (point > ' ' && point < 0x7f) {
            ascii.append((char) point);
        } else if (Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)) {
            ascii.append(' ');
        } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
            ascii.append(kinOf(point));
        }
    }

    private static String kinOf(int point) {
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION -> "-";
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> quoteOf(point);
            case Character.FORMAT -> "";
            default -> point == 0x00df ? "ss" : "?";
        };
    }

    private static String quoteOf(int point) {
        return point == 0x2018 || point == 0x2019 ? "'" : "\"";
    }
}
