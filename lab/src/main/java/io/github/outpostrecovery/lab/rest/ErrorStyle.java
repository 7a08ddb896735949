package io.github.outpostrecovery.lab.rest;

/** How one vendor's API words its errors, so that injected ones look like its own. */
public interface ErrorStyle {
    /** An error with the vendor's own code. */
    RestResponse error(int status, String code, String message);

    /** What the vendor's API answers to missing or wrong credentials. */
    RestResponse unauthorized();
}
