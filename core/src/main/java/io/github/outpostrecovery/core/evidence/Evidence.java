package io.github.outpostrecovery.core.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What two looks amount to, plane by plane.
 *
 * @param storageAnswered whether every array that would have to be fenced answered
 * @param remarks one line for each thing that a person should know, such as why a plane is unknown
 */
public record Evidence(
        Ec2Plane ec2,
        ServerLink server,
        SessionPlane sessions,
        WritePlane writes,
        StorageAnswer storageAnswered,
        List<String> remarks) {
    /** Whether the arrays can be spoken to at all. */
    public enum StorageAnswer {
        ANSWERED,
        UNREACHABLE
    }

    public Evidence {
        remarks = List.copyOf(remarks);
    }

    /** The same, with one more remark: first, since it is the reason why a person is asked. */
    public Evidence with(String remark) {
        return new Evidence(
                ec2,
                server,
                sessions,
                writes,
                storageAnswered,
                Stream.concat(Stream.of(remark), remarks.stream()).toList());
    }

    /**
     * Names this evidence, for an approval: the same planes give the same hash, whatever the remarks.
     *
     * @return 16 hexadecimal digits
     */
    public String hash(String incident) {
        String planes = String.join(
                "/", incident, ec2.name(), server.name(), sessions.name(), writes.name(), storageAnswered.name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(planes.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
