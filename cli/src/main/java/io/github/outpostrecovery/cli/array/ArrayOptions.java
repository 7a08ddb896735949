package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.functions.secrets.SecretsManagerSource;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.SecretSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which array, with whose credentials, and how it proves that it is the array. */
final class ArrayOptions {
    private static final ArrayName NAME = new ArrayName("array");
    private static final SecretArn FILE =
            new SecretArn("arn:aws:secretsmanager:local:000000000000:secret:credentials-file");
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--vendor", required = true, paramLabel = "V", description = "netapp, purestorage, dell or hpe")
    private String vendor = "";

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "the management address, https://HOST[:PORT]")
    private String endpoint = "";

    @ArgGroup(multiplicity = "1")
    private Credentials credentials = new Credentials();

    /** Where the credentials are. */
    static final class Credentials {
        @Option(names = "--credentials-file", paramLabel = "FILE", description = "a file with the credentials, as JSON")
        private @Nullable Path file;

        @Option(names = "--secret-arn", paramLabel = "ARN", description = "the Secrets Manager secret with them")
        private @Nullable String arn;
    }

    @Option(
            names = "--svm",
            paramLabel = "S",
            description = "the SVM that holds the volumes; netapp needs it, but for check, which lists them")
    private @Nullable String svm;

    @ArgGroup
    private @Nullable Trust trust;

    /** How the array proves itself, where the credentials do not say. */
    static final class Trust {
        @Option(names = "--ca-file", paramLabel = "F", description = "certificates to verify the array with, as PEM")
        private @Nullable Path caFile;

        @Option(
                names = "--certificate-sha256",
                paramLabel = "H",
                description = "the SHA-256 of the array's certificate")
        private @Nullable String sha256;
    }

    @Option(
            names = "--protocol",
            paramLabel = "iscsi|nvme",
            description = "needed only where no initiator tells it (default: ${DEFAULT-VALUE})",
            defaultValue = "ISCSI")
    private Transport transport = Transport.ISCSI;

    /** The protocols, as they are typed. */
    enum Transport {
        ISCSI,
        NVME
    }

    private final AtomicInteger calls = new AtomicInteger();

    /** How many calls were sent since the array was opened. */
    int calls() {
        return calls.get();
    }

    /**
     * What to connect to, for this initiator's protocol, or else for the one that was given.
     *
     * @throws IllegalArgumentException if the part of the array has to be named, and is not
     */
    ArrayConnection connection(Optional<Initiator> initiator) {
        if (vendor.equals("netapp") && svm == null) {
            throw new IllegalArgumentException(
                    "netapp needs --svm, the SVM that holds the volumes: array check lists them");
        }
        return whole(initiator);
    }

    /** As {@link #connection}, but no part of the array has to be named. */
    ArrayConnection whole(Optional<Initiator> initiator) {
        Protocol protocol = initiator.map(Initiators::protocolOf).orElseGet(() -> switch (transport) {
            case ISCSI -> Protocol.ISCSI;
            case NVME -> Protocol.NVME_TCP;
        });
        SecretArn arn = arn();
        return new ArrayConnection(
                NAME, vendor, protocol, address().uri(), arn, arn, Optional.empty(), Optional.ofNullable(svm));
    }

    /** The clients, counting what they send. */
    RegisteredArrays arrays(Surroundings surroundings) {
        return new RegisteredArrays(
                secrets(),
                ClientSettings.standard()
                        .withTime(surroundings.clock(), surroundings.pause(), new Random())
                        .withListener(call -> calls.incrementAndGet()));
    }

    private SecretArn arn() {
        return credentials.arn == null ? FILE : new SecretArn(credentials.arn);
    }

    private SecretSource secrets() {
        if (credentials.file != null) {
            String document = completed(read(credentials.file, "the credentials file"));
            checkFile(document, credentials.file);
            return arn -> document;
        }
        SecretsManagerSource secretsManager =
                new SecretsManagerSource(Clients.ofTheEnvironment().secretsManager());
        return arn -> completed(secretsManager.read(arn));
    }

    /** The address that was typed; one that cannot be read is not repeated, since it may hold a password. */
    private Endpoint address() {
        try {
            return Endpoint.parse(endpoint);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    malformed.getCause() instanceof URISyntaxException
                            ? "--endpoint is not an address: https://HOST or https://HOST:PORT"
                            : "--endpoint: " + malformed.getMessage());
        }
    }

    /** Tells before anything is sent what is wrong with the file. */
    private void checkFile(String document, Path file) {
        ArrayCredentials found;
        try {
            found = ArrayCredentials.parse(document);
        } catch (CredentialsUnavailableException unusable) {
            throw new IllegalArgumentException("the credentials file " + file + ": " + unusable.getMessage());
        }
        if (!found.vendor().equals(vendor)) {
            throw new IllegalArgumentException(
                    "the credentials file " + file + " is for the vendor " + found.vendor() + ", not for " + vendor);
        }
        if (!found.endpoint().isSameAs(address())) {
            throw new IllegalArgumentException("the credentials file " + file + " is for the array at "
                    + found.endpoint() + ", not for " + address());
        }
    }

    /** A file is for the array that was named beside it; what proves the array may be given beside it as well. */
    private String completed(String document) {
        try {
            JsonNode json = JSON.readTree(document);
            if (!json.isObject()) {
                throw new IllegalArgumentException("the credentials are not a JSON object");
            }
            ObjectNode complete = json.deepCopy();
            if (!complete.has("vendor")) {
                complete.put("vendor", vendor);
            }
            if (!complete.has("endpoint")) {
                complete.put("endpoint", endpoint);
            }
            if (trust != null) {
                complete.remove("caCertPem");
                complete.remove("certificateSha256");
                if (trust.caFile != null) {
                    complete.put("caCertPem", read(trust.caFile, "the CA file"));
                } else {
                    complete.put("certificateSha256", trust.sha256);
                }
            }
            return complete.toString();
        } catch (JsonProcessingException malformed) {
            // Without the cause: a parser may quote what it could not read.
            throw new IllegalArgumentException("the credentials are not a JSON document");
        }
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
}
