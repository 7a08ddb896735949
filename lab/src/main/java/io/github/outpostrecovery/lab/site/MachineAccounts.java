package io.github.outpostrecovery.lab.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.machine.ChapAccounts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What the machines of a site prove themselves with: one account for each protocol, drawn from the seed, so that no secret is
 * saved with the site.
 */
final class MachineAccounts implements ChapAccounts {
    private static final String USER = "outpost-web-01";
    private static final String TARGETS_USER = "outpost-array";
    private static final int LONGS_IN_A_KEY = 4;

    private final Chap chap;
    private final long seed;

    MachineAccounts(Chap chap, long seed) {
        this.chap = chap;
        this.seed = SplitMix64.mix(seed * 17 + 3);
    }

    Optional<ChapAccount> of(Protocol protocol) {
        SplitMix64 chance = new SplitMix64(seed);
        return switch (chap) {
            case NONE -> Optional.empty();
            case ONE_WAY -> Optional.of(new ChapAccount(USER, secret(protocol, chance)));
            case MUTUAL ->
                Optional.of(new ChapAccount(
                        USER,
                        secret(protocol, chance),
                        Optional.of(new ChapAccount.Target(TARGETS_USER, secret(protocol, chance)))));
        };
    }

    @Override
    public Optional<ChapAccount> accountOf(String initiator) {
        return of(initiator.startsWith("nqn.") ? Protocol.NVME_TCP : Protocol.ISCSI);
    }

    /** What Secrets Manager keeps of an account, for whoever lets the next machine in. */
    static String document(ChapAccount account) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("user", account.user())
                .put("password", account.secret());
        account.mutual()
                .ifPresent(target -> document.put("targetUser", target.user()).put("targetPassword", target.secret()));
        return document.toString();
    }

    /** The same, with what a guest looks for in it besides. */
    static String guestDocument(ChapAccount account) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("user", account.user())
                .put("password", account.secret())
                .put("userid", account.user())
                .put("dh_chap_host_key", account.secret());
        account.mutual()
                .ifPresent(target -> document.put("targetUser", target.user())
                        .put("targetPassword", target.secret())
                        .put("mutual_userid", target.user())
                        .put("mutual_password", target.secret())
                        .put("dh_chap_ctrl_key", target.secret()));
        return document.toString();
    }

    /** Sixteen characters over iSCSI, which every array takes; over NVMe/TCP a key as {@code nvme gen-dhchap-key} prints it. */
    private static String secret(Protocol protocol, SplitMix64 chance) {
        return switch (protocol) {
            case ISCSI -> "%016x".formatted(chance.nextLong());
            case NVME_TCP -> {
                ByteBuffer key = ByteBuffer.allocate(LONGS_IN_A_KEY * Long.BYTES + Integer.BYTES);
                for (int part = 0; part < LONGS_IN_A_KEY; part++) {
                    key.putLong(chance.nextLong());
                }
                CRC32 checksum = new CRC32();
                checksum.update(key.array(), 0, LONGS_IN_A_KEY * Long.BYTES);
                key.order(ByteOrder.LITTLE_ENDIAN).putInt((int) checksum.getValue());
                yield "DHHC-1:00:" + Base64.getEncoder().encodeToString(key.array()) + ":";
            }
        };
    }
}
