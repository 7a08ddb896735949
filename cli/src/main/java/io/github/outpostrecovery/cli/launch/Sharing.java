package io.github.outpostrecovery.cli.launch;

/** Whether other machines may reach the volumes of a new one. */
enum Sharing {
    /** Nobody else: two machines that write to one volume without knowing of each other destroy it. */
    EXCLUSIVE,
    /** Machines of a cluster that share the volumes by persistent reservations, as a person has said. */
    CLUSTERED
}
