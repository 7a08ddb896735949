package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.prompt.Prompts.Question;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.ApiToken;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.Login;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ServerTrust;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds out how the array lets the wizard in: by a secret, a file, the environment, or by asking. A password comes from nowhere
 * else.
 */
final class ArrayLoginStep {
    /** Where the environment may keep who logs in. */
    static final String USER = "OUTPOST_RECOVERY_ARRAY_USERNAME";
    /** Where the environment may keep the password. */
    static final String PASSWORD = "OUTPOST_RECOVERY_ARRAY_PASSWORD";
    /** Where the environment may keep the token, for FlashArray. */
    static final String TOKEN = "OUTPOST_RECOVERY_ARRAY_TOKEN";

    private static final JsonMapper JSON = new JsonMapper();

    private final Asking asking;
    private final Cloud cloud;
    private final Map<String, String> environment;
    private final String vendor;

    ArrayLoginStep(Asking asking, Cloud cloud, Map<String, String> environment, String vendor) {
        this.asking = requireNonNull(asking, "asking is null");
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.environment = Map.copyOf(environment);
        this.vendor = requireNonNull(vendor, "vendor is null");
    }

    /** The option for the address of an array of a vendor. */
    static LaunchOption addressOf(String vendor) {
        return switch (vendor) {
            case "dell" -> LaunchOption.DELL_ADDRESS;
            case "hpe" -> LaunchOption.HPE_ADDRESS;
            case "netapp" -> LaunchOption.NETAPP_ADDRESS;
            case "purestorage" -> LaunchOption.PURE_ADDRESS;
            default -> throw new IllegalArgumentException(vendor + " has no address");
        };
    }

    /** The option for who logs in; empty where a token says that. */
    static Optional<LaunchOption> userOf(String vendor) {
        return switch (vendor) {
            case "dell" -> Optional.of(LaunchOption.DELL_USER);
            case "hpe" -> Optional.of(LaunchOption.HPE_USER);
            case "netapp" -> Optional.of(LaunchOption.NETAPP_USER);
            default -> Optional.empty();
        };
    }

    /** What the secret is called in prompts. */
    static String secretOf(String vendor) {
        return vendor.equals("purestorage") ? "--pure-api-key" : "--" + vendor + "-password";
    }

    ArrayLogin ask() {
        Optional<String> file = asking.given(LaunchOption.CREDENTIALS_FILE);
        if (file.isPresent()) {
            return login(
                    asking.dialogue().once("credentials", ArrayCredentials.class, () -> inFile(Path.of(file.get()))));
        }
        Optional<SecretEntry> secret = secret();
        if (secret.isPresent()) {
            SecretArn arn = secret.get().arn();
            ArrayCredentials found = asking.dialogue()
                    .once(
                            "secret " + arn,
                            ArrayCredentials.class,
                            () -> usable(() -> cloud.arrays().inSecret(arn).current()));
            fits(found, "the secret " + secret.get().name());
            CredentialSource source = cloud.arrays().inSecret(arn);
            return new ArrayLogin(
                    name(found.endpoint(), named(secret.get())),
                    vendor,
                    found.endpoint(),
                    trust().<CredentialSource>map(trust -> new Trusting(source, trust))
                            .orElse(source),
                    Optional.of(arn));
        }
        Endpoint endpoint = endpoint();
        return login(
                new ArrayCredentials(vendor, endpoint, typedLogin(), trust().orElseGet(ServerTrust.Platform::new)));
    }

    private Optional<SecretEntry> secret() {
        Optional<String> given =
                asking.given(LaunchOption.ARRAY_SECRET).filter(name -> !name.equals(LaunchOption.NONE));
        if (given.isPresent()) {
            return Optional.of(new Secrets(cloud, asking.dialogue()).entry(given.get()));
        }
        if (asking.isGiven(LaunchOption.ARRAY_SECRET)
                || asking.isGiven(addressOf(vendor))
                || environment.containsKey(PASSWORD)
                || environment.containsKey(TOKEN)) {
            return Optional.empty();
        }
        return asking.chooseOrNone(
                LaunchOption.ARRAY_SECRET,
                "Secret with the credentials of the array, or " + LaunchOption.NONE + " to type them",
                List.of("SECRET", "ARN"),
                new Secrets(cloud, asking.dialogue()).all(),
                entry -> List.of(entry.name(), entry.arn().value()),
                WizardFailure.SECRET_NOT_FOUND);
    }

    private Endpoint endpoint() {
        return endpointOf(asking.text(
                addressOf(vendor),
                "Management address of the array",
                Optional.empty(),
                ArrayLoginStep::addressObjection,
                WizardFailure.INVALID_INPUT));
    }

    /** What was typed is not repeated: it may hold a password. */
    private static Optional<String> addressObjection(String typed) {
        try {
            endpointOf(typed);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(
                    malformed.getCause() instanceof URISyntaxException
                            ? "that is not an address: it is HOST or HOST:PORT"
                            : String.valueOf(malformed.getMessage()));
        }
    }

    private static Endpoint endpointOf(String typed) {
        Optional<PathAddress> literal = typed.contains("[") || typed.contains("//")
                ? Optional.empty()
                : PathAddress.parse(typed, 443)
                        .filter(address -> address.address().contains(":"));
        return Endpoint.parse(literal.map(v6 -> "[" + v6.address() + "]").orElse(typed));
    }

    private Login typedLogin() {
        Optional<LaunchOption> user = userOf(vendor);
        if (user.isEmpty()) {
            return new ApiToken(new Secret(hidden(TOKEN, "API token")));
        }
        String name = Optional.ofNullable(environment.get(USER))
                .filter(_ -> !asking.isGiven(user.get()))
                .orElseGet(() -> asking.text(
                        user.get(), "User", Optional.empty(), _ -> Optional.empty(), WizardFailure.INVALID_INPUT));
        return new UserPassword(name, new Secret(hidden(PASSWORD, "Password")));
    }

    private String hidden(String variable, String text) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .orElseGet(() -> asking.dialogue()
                        .secret(new Question(secretOf(vendor), text, Optional.empty(), _ -> Optional.empty())));
    }

    private Optional<ServerTrust> trust() {
        Optional<String> file = asking.given(LaunchOption.CA_FILE);
        Optional<String> sha256 = asking.given(LaunchOption.CERTIFICATE);
        if (file.isPresent() && sha256.isPresent()) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    "--ca-file and --certificate-sha256 are two ways to know the array",
                    "keep one of the two");
        }
        try {
            return file.<ServerTrust>map(path -> new ServerTrust.PemAnchors(read(Path.of(path), "the CA file")))
                    .or(() -> sha256.map(ServerTrust.PinnedCertificate::new));
        } catch (IllegalArgumentException unusable) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    String.valueOf(unusable.getMessage()),
                    "give the certificate of the array, or of the authority that signed it");
        }
    }

    private ArrayCredentials inFile(Path file) {
        JsonNode json;
        try {
            json = JSON.readTree(read(file, "the credentials file"));
        } catch (JsonProcessingException malformed) {
            // Without the cause: a parser may quote what it could not read.
            throw unusable("the credentials file " + file + " is not a JSON document");
        }
        if (!json.isObject()) {
            throw unusable("the credentials file " + file + " is not a JSON object");
        }
        ObjectNode complete = json.deepCopy();
        if (!complete.has("vendor")) {
            complete.put("vendor", vendor);
        }
        if (!complete.has("endpoint")) {
            complete.put("endpoint", endpoint().toString());
        }
        ArrayCredentials found = usable(() -> ArrayCredentials.parse(complete.toString()));
        fits(found, "the credentials file " + file);
        return trust().map(trust -> new ArrayCredentials(found.vendor(), found.endpoint(), found.login(), trust))
                .orElse(found);
    }

    private void fits(ArrayCredentials found, String where) {
        if (!found.vendor().equals(vendor)) {
            throw unusable(where + " is for the vendor " + found.vendor() + ", not for " + vendor);
        }
        Optional<Endpoint> other = asking.given(addressOf(vendor)).map(typed -> {
            addressObjection(typed).ifPresent(why -> {
                throw new WizardException(
                        WizardFailure.INVALID_INPUT, addressOf(vendor).option() + ": " + why, "give it another value");
            });
            return endpointOf(typed);
        });
        if (other.filter(address -> !address.isSameAs(found.endpoint())).isPresent()) {
            throw unusable(where + " is for the array at " + found.endpoint() + ", not for " + other.get());
        }
    }

    private ArrayLogin login(ArrayCredentials credentials) {
        return new ArrayLogin(
                name(credentials.endpoint(), Optional.empty()),
                vendor,
                credentials.endpoint(),
                new Fixed(credentials),
                Optional.empty());
    }

    /** The array that a secret is for by its name, if it is named as the engine can read it. */
    private Optional<String> named(SecretEntry secret) {
        return Stream.of("read", "fence")
                .map(use -> cloud.place().stack() + "/" + use + "/")
                .filter(secret.name()::startsWith)
                .map(prefix -> secret.name().substring(prefix.length()))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private ArrayName name(Endpoint endpoint, Optional<String> bySecret) {
        String usual = bySecret.orElseGet(() -> vendor + "-"
                + endpoint.uri().getHost().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-|-$", ""));
        String given =
                asking.given(LaunchOption.ARRAY_NAME).orElse(usual.length() > 63 ? usual.substring(0, 63) : usual);
        try {
            return new ArrayName(given);
        } catch (IllegalArgumentException malformed) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    String.valueOf(malformed.getMessage()),
                    "give --array-name another value");
        }
    }

    private static <T> T usable(Supplier<T> credentials) {
        try {
            return credentials.get();
        } catch (CredentialsUnavailableException unavailable) {
            throw unusable("the credentials of the array: " + unavailable.getMessage());
        }
    }

    private static WizardException unusable(String why) {
        return new WizardException(
                WizardFailure.CREDENTIALS_UNUSABLE,
                why,
                "the document is {\"vendor\", \"endpoint\", \"username\", \"password\"}, or \"apiToken\" for"
                        + " FlashArray");
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(what + " " + file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    what + " " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }

    /** Credentials that do not change. */
    private record Fixed(ArrayCredentials credentials) implements CredentialSource {
        @Override
        public ArrayCredentials current() {
            return credentials;
        }

        @Override
        public ArrayCredentials insteadOf(ArrayCredentials refused) {
            return credentials;
        }
    }

    /** The credentials of a secret, with another way to know the array. */
    private record Trusting(CredentialSource source, ServerTrust trust) implements CredentialSource {
        @Override
        public ArrayCredentials current() {
            return with(source.current());
        }

        @Override
        public ArrayCredentials insteadOf(ArrayCredentials refused) {
            return with(source.insteadOf(refused));
        }

        private ArrayCredentials with(ArrayCredentials found) {
            return new ArrayCredentials(found.vendor(), found.endpoint(), found.login(), trust);
        }
    }
}
