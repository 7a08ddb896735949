package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.cloud.Image;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which images are known to work, and who may have made them. */
final class KnownImages {
    /** Red Hat's account for images (access.redhat.com, "Red Hat Enterprise Linux AMIs"). */
    private static final String RED_HAT = "309956199498";

    private static final Set<String> AMAZON = Set.of("amazon");
    private static final Set<String> MARKETPLACE = Set.of("amazon", "aws-marketplace", "self");

    private static final List<Known> ALL = List.of(
            new Known("al2023-ami-", AMAZON),
            new Known("iPXE-", MARKETPLACE),
            new Known("localboot-ami-", MARKETPLACE),
            new Known("RHEL-9", Set.of("amazon", "aws-marketplace", RED_HAT)),
            new Known("RHEL-10", Set.of("amazon", "aws-marketplace", RED_HAT)),
            new Known("Windows_Server-2022-", AMAZON),
            new Known("Windows_Server-2025-", AMAZON));

    private KnownImages() {}

    private record Known(String part, Set<String> owners) {}

    /** What is known of an image. */
    sealed interface Verdict {
        /** Its name and its owner are known. */
        record Verified() implements Verdict {}

        /** Its name is not known. */
        record Unverified() implements Verdict {}

        /** It has the name of a known image, and belongs to somebody else. */
        record Impostor(String owner) implements Verdict {}
    }

    /**
     * Classifies an image.
     *
     * @param account the caller's own, which may have built an iPXE or localboot image itself
     */
    static Verdict of(Image image, String account) {
        Optional<Known> known =
                ALL.stream().filter(one -> image.name().contains(one.part())).findFirst();
        if (known.isEmpty()) {
            return new Verdict.Unverified();
        }
        Set<String> owners = known.get().owners();
        boolean trusted = image.ownerAlias().filter(owners::contains).isPresent()
                || owners.contains(image.owner())
                || (owners.contains("self") && image.owner().equals(account));
        return trusted
                ? new Verdict.Verified()
                : new Verdict.Impostor(image.ownerAlias().orElse(image.owner()));
    }
}
