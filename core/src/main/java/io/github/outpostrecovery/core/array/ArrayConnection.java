package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import java.net.URI;
import java.util.Optional;

/**
 * How to reach one array, and for what.
 *
 * @param vendor the name under which the vendor's client is registered: {@code netapp}, {@code purestorage}, ...
 * @param endpoint the management address; {@code https}, or {@code http} to the loopback address only
 * @param readSecret the credentials that can read
 * @param fenceSecret the credentials that can also change access; only the fencing and granting steps may reach them
 * @param chapSecret what machines prove themselves to the array with (CHAP, or DH-HMAC-CHAP over NVMe/TCP); empty where the
 *     array asks for nothing
 * @param scope the part of the array that holds the volumes: the SVM on ONTAP, unused elsewhere
 */
public record ArrayConnection(
        ArrayName name,
        String vendor,
        Protocol protocol,
        URI endpoint,
        SecretArn readSecret,
        SecretArn fenceSecret,
        Optional<SecretArn> chapSecret,
        Optional<String> scope) {}
