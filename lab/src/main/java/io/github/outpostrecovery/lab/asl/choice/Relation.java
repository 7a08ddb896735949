package io.github.outpostrecovery.lab.asl.choice;

/** How an operator compares. */
enum Relation {
    EQUALS("Equals"),
    LESS_THAN("LessThan"),
    GREATER_THAN("GreaterThan"),
    LESS_THAN_EQUALS("LessThanEquals"),
    GREATER_THAN_EQUALS("GreaterThanEquals");

    private final String word;

    Relation(String word) {
        this.word = word;
    }

    /** The word with which operators end, such as {@code LessThan}. */
    String word() {
        return word;
    }

    /** Whether the relation holds, given the sign of the comparison of the left side with the right. */
    boolean holds(int comparison) {
        return switch (this) {
            case EQUALS -> comparison == 0;
            case LESS_THAN -> comparison < 0;
            case GREATER_THAN -> comparison > 0;
            case LESS_THAN_EQUALS -> comparison <= 0;
            case GREATER_THAN_EQUALS -> comparison >= 0;
        };
    }
}
