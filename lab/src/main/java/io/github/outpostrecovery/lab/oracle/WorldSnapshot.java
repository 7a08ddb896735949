package io.github.outpostrecovery.lab.oracle;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/** A hash of who reaches which volume and which instances there are. */
final class WorldSnapshot {
    private WorldSnapshot() {}

    static String of(Collection<BlockTarget> arrays, Collection<Ec2Instance> instances) {
        TreeSet<String> facts = new TreeSet<>();
        arrays.forEach(array -> facts.add(array.name() + " " + array.accessState()));
        for (Ec2Instance instance : instances) {
            facts.add(instance.id() + " on " + instance.outpost().orElse("no Outpost") + " "
                    + (isEnded(instance.lifecycle()) ? "ended" : "there"));
        }
        return HexFormat.of().formatHex(sha256(String.join("\n", facts)));
    }

    private static boolean isEnded(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case SHUTTING_DOWN, TERMINATED, NOT_FOUND -> true;
            case PENDING, RUNNING, STOPPING, STOPPED -> false;
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
