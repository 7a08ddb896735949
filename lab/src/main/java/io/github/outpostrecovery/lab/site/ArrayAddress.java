package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.SecretArn;
import java.net.URI;

/**
 * What is written down about an array before it is there.
 *
 * @param endpoint the address that is written down; the socket behind it is another one in every process, and the way there is
 *     made when a client connects
 * @param network the first three parts of its portals' addresses
 */
record ArrayAddress(
        ArrayName name,
        URI endpoint,
        SecretArn readSecret,
        SecretArn fenceSecret,
        SecretArn chapSecret,
        String network) {
    private static final int FIRST_PORT = 44_301;
    private static final int FIRST_NETWORK = 20;

    /** The address of an array, counted from 0. */
    static ArrayAddress of(int number) {
        String name = "array-" + (number + 1);
        return new ArrayAddress(
                new ArrayName(name),
                URI.create("http://127.0.0.1:" + (FIRST_PORT + number)),
                secret("read", name),
                secret("fence", name),
                secret("chap", name),
                "10.10." + (FIRST_NETWORK + number));
    }

    /** Named as the engine's roles may read it. */
    private static SecretArn secret(String use, String array) {
        return new SecretArn(
                "arn:aws:secretsmanager:us-west-2:111122223333:secret:" + Furniture.STACK + "/" + use + "/" + array);
    }
}
