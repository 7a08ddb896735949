package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.protect.DescribedArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The arrays of an instance, where its tags do not tell: one group of options for each. */
final class ArrayFlags {
    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<OneArray> arrays = new ArrayList<>();

    /** The options of one array; each {@code --array} begins another. */
    static final class OneArray {
        @Option(
                names = "--array",
                required = true,
                paramLabel = "NAME",
                description = "an array, as its secrets name it; the options up to the next --array belong to it")
        private String name = "";

        @Option(names = "--vendor", paramLabel = "V", description = "netapp, purestorage, dell or hpe")
        private @Nullable String vendor;

        @Option(names = "--protocol", paramLabel = "iscsi|nvme", description = "how the machine reaches it")
        private @Nullable String protocol;

        @Option(names = "--endpoint", paramLabel = "URL", description = "its management address, https://HOST[:PORT]")
        private @Nullable String endpoint;

        @Option(names = "--svm", paramLabel = "S", description = "the SVM that holds the volumes, on netapp")
        private @Nullable String svm;

        @Option(
                names = "--read-secret",
                paramLabel = "ARN",
                description = "the log-in that reads (default: STACK/read/NAME)")
        private @Nullable String read;

        @Option(
                names = "--fence-secret",
                paramLabel = "ARN",
                description = "the log-in that changes access (default: STACK/fence/NAME)")
        private @Nullable String fence;

        @Option(
                names = "--chap-secret",
                paramLabel = "ARN",
                description = "what machines prove themselves with, such as STACK/chap/NAME")
        private @Nullable String chap;

        @Option(names = "--volume", paramLabel = "V", description = "a volume of the instance; repeat it")
        private List<String> volumes = new ArrayList<>();

        @Option(
                names = "--initiator",
                paramLabel = "NAME",
                description = "the IQN or host NQN that the machine logs in with")
        private @Nullable String initiator;

        private DescribedArray described() {
            return new DescribedArray(
                    new ArrayName(name),
                    Optional.ofNullable(vendor),
                    Optional.ofNullable(protocol).map(OneArray::protocol),
                    Optional.ofNullable(endpoint)
                            .map(address -> Endpoint.parse(address).uri()),
                    Optional.ofNullable(svm),
                    Optional.ofNullable(read).map(SecretArn::new),
                    Optional.ofNullable(fence).map(SecretArn::new),
                    Optional.ofNullable(chap).map(SecretArn::new),
                    volumes.stream().map(VolumeName::new).toList(),
                    Optional.ofNullable(initiator).map(Initiator::parse));
        }

        private static Protocol protocol(String word) {
            return switch (word) {
                case "iscsi" -> Protocol.ISCSI;
                case "nvme" -> Protocol.NVME_TCP;
                default -> throw new IllegalArgumentException("--protocol \"" + word + "\" is neither iscsi nor nvme");
            };
        }
    }

    /**
     * What was said of the arrays.
     *
     * @throws IllegalArgumentException if some of it makes no sense
     */
    List<DescribedArray> described() {
        List<DescribedArray> described =
                arrays.stream().map(OneArray::described).toList();
        if (described.stream().map(DescribedArray::name).distinct().count() != described.size()) {
            throw new IllegalArgumentException("--array names an array twice");
        }
        return described;
    }
}
