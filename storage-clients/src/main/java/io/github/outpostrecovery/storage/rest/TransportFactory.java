package io.github.outpostrecovery.storage.rest;

/** Makes the transport to one endpoint. */
@FunctionalInterface
public interface TransportFactory {
    /** Connects nothing yet. */
    Transport open(Endpoint endpoint, ServerTrust trust, ClientSettings settings);
}
