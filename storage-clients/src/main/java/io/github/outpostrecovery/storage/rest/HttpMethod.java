package io.github.outpostrecovery.storage.rest;

/** The methods that the arrays know. */
public enum HttpMethod {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
