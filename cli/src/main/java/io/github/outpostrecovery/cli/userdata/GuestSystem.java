package io.github.outpostrecovery.cli.userdata;

/** What runs on the machine. */
public enum GuestSystem {
    LINUX,
    WINDOWS
}
