package io.github.outpostrecovery.cli.userdata;

/** Makes user data. Reads nothing but the request: the same request, the same text. */
public interface UserDataRenderer {
    /** EC2 takes no more than this many bytes, before they are encoded. */
    int LARGEST = 16 * 1024;

    RenderedUserData render(UserDataRequest request);
}
