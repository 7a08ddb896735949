package io.github.outpostrecovery.storage;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.CachedCredentials;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens arrays with the clients that are registered as services. Credentials are shared by all arrays that it opened, so
 * that a warm function reads a secret every few minutes only. Safe to use from several threads.
 */
public final class RegisteredArrays implements StorageArrays {
    private record SecretUse(String vendor, Endpoint endpoint, SecretArn arn) {}

    private final Map<String, StorageArrayFactory> factories = new TreeMap<>();
    private final Map<SecretUse, CredentialSource> credentials = new ConcurrentHashMap<>();
    private final SecretSource secrets;
    private final ClientSettings settings;

    public RegisteredArrays(SecretSource secrets, ClientSettings settings) {
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.settings = requireNonNull(settings, "settings is null");
        // The loader of this class, not the thread's: on Lambda and in virtual threads the latter may be another.
        for (StorageArrayFactory factory :
                ServiceLoader.load(StorageArrayFactory.class, RegisteredArrays.class.getClassLoader())) {
            if (factories.putIfAbsent(factory.vendor(), factory) != null) {
                throw new IllegalStateException("two clients are registered for the vendor " + factory.vendor());
            }
        }
    }

    /** The vendors that a configuration may name. */
    public SortedSet<String> vendors() {
        return new TreeSet<>(factories.keySet());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    @Override
    public StorageArray forReading(ArrayConnection connection) {
        return open(connection, connection.readSecret());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    @Override
    public StorageArray forFencing(ArrayConnection connection) {
        return open(connection, connection.fenceSecret());
    }

    /**
     * Opens what there is on an array, with the credentials that can only read. Nothing is sent until the first question.
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    public ArrayInventory inventory(ArrayConnection connection) {
        return factory(connection).inventory(connection, source(connection, connection.readSecret()), settings);
    }

    /**
     * Opens an array with credentials of the caller's. Nothing is sent until the first question.
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    public StorageArray open(ArrayConnection connection, CredentialSource source) {
        return factory(connection).open(connection, source, settings);
    }

    /**
     * Opens what there is on an array, with credentials of the caller's. Nothing is sent until the first question.
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource source) {
        return factory(connection).inventory(connection, source, settings);
    }

    /**
     * Opens an array for letting machines in and taking dead names out. Nothing is sent until the first question.
     *
     * @throws IllegalArgumentException if the vendor is unknown, or the connection lacks something
     */
    public ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource source) {
        return factory(connection).provisioning(connection, source, settings);
    }

    @Override
    public Answer<ChapCredentials> chapCredentials(SecretArn secret) {
        try {
            return Answer.of(ChapDocument.parse(secrets.read(secret)));
        } catch (CredentialsUnavailableException e) {
            return Answer.unanswered(
                    new ArrayFailure(ArrayFailure.Kind.UNAUTHORISED, "", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return Answer.unanswered(new ArrayFailure(
                    ArrayFailure.Kind.UNREACHABLE,
                    "",
                    "the secret " + secret + " cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    private StorageArray open(ArrayConnection connection, SecretArn arn) {
        return factory(connection).open(connection, source(connection, arn), settings);
    }

    private StorageArrayFactory factory(ArrayConnection connection) {
        return Optional.ofNullable(factories.get(connection.vendor()))
                .orElseThrow(() -> new IllegalArgumentException("array " + connection.name() + ": the vendor \""
                        + connection.vendor() + "\" is not known; known are " + String.join(", ", vendors())));
    }

    private CredentialSource source(ArrayConnection connection, SecretArn arn) {
        SecretUse use = new SecretUse(connection.vendor(), new Endpoint(connection.endpoint()), arn);
        return credentials.computeIfAbsent(use, this::read);
    }

    private CredentialSource read(SecretUse use) {
        return new CachedCredentials(
                use.vendor(), use.endpoint(), use.arn(), secrets, settings.credentialsAge(), settings.clock());
    }
}
