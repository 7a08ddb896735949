package io.github.outpostrecovery.cli.userdata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What can be seen of PowerShell without its parser: quotes closed, brackets paired, here-strings ended. */
final class PowerShellShape {
    private static final Map<Character, Character> PAIRS = Map.of(')', '(', '}', '{', ']', '[');

    private PowerShellShape() {}

    static List<String> faults(String block) {
        List<String> faults = new ArrayList<>();
        String text =
                block.replaceFirst("^<powershell>\n", "").replaceFirst("</powershell>\n<persist>true</persist>\n$", "");
        if (text.length() + 40 > block.length() || text.contains("<powershell>")) {
            faults.add("the tags of EC2Launch are not there, or are there twice");
        }
        Deque<Character> open = new ArrayDeque<>();
        boolean inHereString = false;
        for (String line : text.split("\n", -1)) {
            if (inHereString) {
                inHereString = !line.startsWith("'@");
                continue;
            }
            int at = 0;
            while (at < line.length()) {
                char character = line.charAt(at);
                if (line.startsWith("@'", at) && at + 2 == line.length()) {
                    inHereString = true;
                    break;
                }
                if (character == '\'' || character == '"') {
                    int end = line.indexOf(character, at + 1);
                    if (end < 0) {
                        faults.add("a quote stays open: " + line);
                        break;
                    }
                    if (character == '"' && !line.substring(at, end).matches("\"[^$`]*")) {
                        faults.add("something is expanded in quotes: " + line);
                    }
                    at = end + 1;
                    continue;
                }
                if ("({[".indexOf(character) >= 0) {
                    open.push(character);
                } else if (PAIRS.containsKey(character)) {
                    if (open.isEmpty() || !open.pop().equals(PAIRS.get(character))) {
                        faults.add("a bracket without its partner: " + line);
                    }
                }
                at++;
            }
        }
        if (inHereString || !open.isEmpty()) {
            faults.add("something stays open: " + open);
        }
        return faults;
    }
}
