/** What every simulated REST API shares: requests and answers as values, a server on loopback, injected faults, a log. */
@NullMarked
package io.github.outpostrecovery.lab.rest;

import org.jspecify.annotations.NullMarked;
