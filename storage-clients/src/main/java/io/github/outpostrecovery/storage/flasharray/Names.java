package io.github.outpostrecovery.storage.flasharray;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Names on their way into the query of a request. */
final class Names {
    /** What servers commonly take as a request line is 8 KiB; a name may grow threefold when it is encoded. */
    private static final int LONGEST_LIST = 5_000;

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Names() {}

    /** As few lists as fit into a URL, sorted, so that the same question is always sent in the same way. */
    static List<String[]> lists(Collection<String> names) {
        List<String[]> lists = new ArrayList<>();
        List<String> list = new ArrayList<>();
        int length = 0;
        for (String name : new TreeSet<>(names)) {
            int added = encodedLength(name) + 1;
            if (length + added > LONGEST_LIST && !list.isEmpty()) {
                lists.add(list.toArray(String[]::new));
                list.clear();
                length = 0;
            }
            list.add(name);
            length += added;
        }
        if (!list.isEmpty()) {
            lists.add(list.toArray(String[]::new));
        }
        return lists;
    }

    private static int encodedLength(String name) {
        return name.chars()
                .map(character -> UNRESERVED.indexOf(character) >= 0 ? 1 : 3)
                .sum();
    }
}
