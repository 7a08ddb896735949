package io.github.outpostrecovery.tests.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The forms in which a password travels, and would be seen again. */
final class Disguises {
    private Disguises() {}

    /** As it is, escaped for JSON and for an address, and in both kinds of Base64, alone and with its user. */
    static Set<String> of(String user, String password) {
        Set<String> forms = new TreeSet<>();
        forms.add(password);
        forms.add(URLEncoder.encode(password, UTF_8));
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(password)));
        for (String plain : List.of(password, user + ":" + password)) {
            forms.add(Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8)));
        }
        return forms;
    }
}
