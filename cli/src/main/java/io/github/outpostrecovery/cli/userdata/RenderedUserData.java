package io.github.outpostrecovery.cli.userdata;

import java.util.List;
import java.util.Map;

/** User data, or why there is none. */
public sealed interface RenderedUserData {
    /**
     * The text.
     *
     * @param parts how many bytes each part of it has, for those who have to make it smaller
     * @param notices what was left out or ignored, a line each
     */
    record Text(String text, Map<String, Integer> parts, List<String> notices) implements RenderedUserData {
        public Text {
            parts = Map.copyOf(parts);
            notices = List.copyOf(notices);
        }
    }

    /** It cannot be made of this, for these reasons. */
    record Impossible(List<String> reasons) implements RenderedUserData {
        public Impossible {
            reasons = List.copyOf(reasons);
        }
    }
}
