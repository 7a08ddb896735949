package io.github.outpostrecovery.cli.terminal;

/** Whether colour is used. Nothing is said by colour alone. */
public enum Colour {
    ON,
    OFF;

    /** What a piece of text is printed in: the codes of ECMA-48, select graphic rendition. */
    enum Ink {
        BOLD("1"),
        DIM("2"),
        RED("1;31"),
        GREEN("1;32"),
        YELLOW("1;33"),
        BLUE("34");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    String paint(Ink ink, String text) {
        return switch (this) {
            case ON -> text.isEmpty() ? text : "\u001b[" + ink.code + "m" + text + "\u001b[0m";
            case OFF -> text;
        };
    }
}
