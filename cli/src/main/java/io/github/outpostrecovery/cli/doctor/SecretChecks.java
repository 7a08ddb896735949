package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.SecretArn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether each secret is there, has a name that the engine's roles can read, and holds the right fields. */
record SecretChecks(Directory directory, String stack) implements Check {
    @Override
    public void look(Examined examined, Found found) {
        List<SecretEntry> entries = directory.secrets();
        for (ArrayConnection array : examined.configuration().arrays()) {
            login(entries, array, array.readSecret(), "read", found);
            login(entries, array, array.fenceSecret(), "fence", found);
            array.chapSecret().ifPresent(secret -> chap(entries, array, secret, found));
        }
    }

    private void login(List<SecretEntry> entries, ArrayConnection array, SecretArn secret, String kind, Found found) {
        List<String> why = new ArrayList<>(named(entries, secret, kind));
        Optional<Set<String>> keys = directory.secretKeys(secret.value());
        if (keys.isEmpty()) {
            why.add("there is no secret " + secret);
        } else {
            why.addAll(missing(keys.get(), "vendor", "endpoint"));
            if (keys.get().contains("apiToken")) {
                if (keys.get().contains("username") || keys.get().contains("password")) {
                    why.add("it has both \"apiToken\" and \"username\" or \"password\": keep one of the two");
                }
            } else {
                why.addAll(missing(keys.get(), "username", "password"));
            }
            if (keys.get().contains("caCertPem") && keys.get().contains("certificateSha256")) {
                why.add("it has both \"caCertPem\" and \"certificateSha256\": keep one of the two");
            }
        }
        found.judged("secrets: " + array.name() + ", " + kind, why);
    }

    private void chap(List<SecretEntry> entries, ArrayConnection array, SecretArn secret, Found found) {
        List<String> why = new ArrayList<>(named(entries, secret, "chap"));
        Optional<Set<String>> keys = directory.secretKeys(secret.value());
        if (keys.isEmpty()) {
            why.add("there is no secret " + secret);
        } else {
            why.addAll(chapKeysMissing(keys.get()));
        }
        found.judged("secrets: " + array.name() + ", chap", why);
    }

    /** Guest and engine read the same secret: what the one needs, the other takes as well. */
    private static List<String> chapKeysMissing(Set<String> keys) {
        if (keys.contains("dh_chap_host_key")) {
            return List.of();
        }
        List<String> why = new ArrayList<>();
        if (!keys.contains("user") && !keys.contains("userid")) {
            why.add("it lacks the key \"userid\"");
        }
        why.addAll(missing(keys, "password"));
        boolean name = keys.contains("targetUser") || keys.contains("mutual_userid");
        boolean secret = keys.contains("targetPassword") || keys.contains("mutual_password");
        if (name != secret) {
            why.add("for mutual CHAP it needs both \"mutual_userid\" and \"mutual_password\"");
        }
        return why;
    }

    /** The engine's roles can read secrets by the beginning of their names. */
    private List<String> named(List<SecretEntry> entries, SecretArn secret, String kind) {
        String prefix = stack + "/" + kind + "/";
        return entries.stream()
                .filter(entry -> entry.arn().equals(secret))
                .filter(entry -> !entry.name().startsWith(prefix))
                .map(entry ->
                        "its name is " + entry.name() + ", and the engine can read only what begins with " + prefix)
                .toList();
    }

    private static List<String> missing(Set<String> keys, String... wanted) {
        return Arrays.stream(wanted)
                .filter(key -> !keys.contains(key))
                .map(key -> "it lacks the field \"" + key + "\"")
                .toList();
    }
}
