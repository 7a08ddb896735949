package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Values of a filter in lists: to ONTAP a comma between values is an "or", so that one request asks about many. A list is as
 * long as a URL may safely be: HTTP servers commonly take request lines of 8,000 bytes, and ONTAP repeats the whole query in
 * the link to the next page, with its place in the listing added.
 */
final class FilterLists {
    private static final int LONGEST = 4000;

    private FilterLists() {}

    /** The values in their order, in as few lists as may be; none if there is no value. */
    static List<List<String>> of(Collection<String> values) {
        List<List<String>> lists = new ArrayList<>();
        List<String> list = new ArrayList<>();
        int length = 0;
        for (String value : values) {
            int added = encodedLength(value) + 1;
            if (!list.isEmpty() && length + added > LONGEST) {
                lists.add(List.copyOf(list));
                list.clear();
                length = 0;
            }
            list.add(value);
            length += added;
        }
        if (!list.isEmpty()) {
            lists.add(List.copyOf(list));
        }
        return List.copyOf(lists);
    }

    private static int encodedLength(String value) {
        String prefix = "/?v=";
        return RestCall.get("/").query("v", value).target().length() - prefix.length();
    }
}
