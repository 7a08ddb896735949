package io.github.outpostrecovery.functions.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the books need of a table: strongly consistent reads, and conditional writes of several items, all or none.
 *
 * <p>Every method fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if the table gave no
 * answer; a write may then have happened or not.
 */
public interface ItemStore {
    /** Reads one item, with everything written before. */
    Optional<Item> read(String partition, String sort);

    /** The items of a partition whose sort key begins with {@code prefix}, in the order of their sort keys; all pages. */
    List<Item> query(String partition, String prefix);

    /**
     * The items of a partition whose sort key begins with {@code prefix} and is not before {@code first}, in the order of
     * their sort keys; all pages.
     *
     * @param first begins with {@code prefix}
     */
    List<Item> queryFrom(String partition, String prefix, String first);

    /** The same, but the first {@code most} of them only. */
    default List<Item> queryFrom(String partition, String prefix, String first, int most) {
        return queryFrom(partition, prefix, first).stream().limit(most).toList();
    }

    /** Writes all items if every condition holds, and none otherwise. */
    Written write(List<Put> puts);

    /**
     * One item.
     *
     * @param attributes its attributes but for the keys; all of them strings
     */
    record Item(String partition, String sort, Map<String, String> attributes) {
        public Item {
            attributes = Map.copyOf(attributes);
        }
    }

    /** One item to write, in place of what is there. */
    record Put(Item item, Condition condition) {}

    /** On what condition an item is written. */
    sealed interface Condition {
        /** Whatever is there. */
        record Always() implements Condition {}

        /** Nothing is there. */
        record Absent() implements Condition {}

        /** What is there has this attribute with this value. */
        record AttributeEquals(String attribute, String value) implements Condition {}
    }

    /** What became of a write. */
    enum Written {
        WRITTEN,
        /** A condition did not hold; nothing was written. */
        CONDITION_FAILED
    }
}
