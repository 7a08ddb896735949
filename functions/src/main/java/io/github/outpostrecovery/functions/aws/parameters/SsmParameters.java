package io.github.outpostrecovery.functions.aws.parameters;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Parameters of AWS Systems Manager, decrypted where they are secure strings. */
public final class SsmParameters implements ParameterStore {
    private final Supplier<SsmClient> client;

    public SsmParameters(Supplier<SsmClient> client) {
        this.client = requireNonNull(client, "client is null");
    }

    @Override
    public Optional<String> value(String name) {
        try {
            return Optional.of(client.get()
                    .getParameter(request -> request.name(name).withDecryption(true))
                    .parameter()
                    .value());
        } catch (ParameterNotFoundException absent) {
            return Optional.empty();
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("GetParameter of " + name, failed);
        }
    }

    @Override
    public List<String> names(String path) {
        try {
            // The API names a level of the hierarchy without its last slash; the values are not wanted, so not
            // decrypted.
            String level = path.substring(0, path.length() - 1);
            return client
                    .get()
                    .getParametersByPathPaginator(
                            request -> request.path(level).recursive(false).withDecryption(false))
                    .stream()
                    .flatMap(page -> page.parameters().stream())
                    .map(Parameter::name)
                    .toList();
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("GetParametersByPath of " + path, failed);
        }
    }
}
