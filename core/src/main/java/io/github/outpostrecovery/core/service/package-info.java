/** The other services that the steps need: alarms, traffic, executions, mail. */
@NullMarked
package io.github.outpostrecovery.core.service;

import org.jspecify.annotations.NullMarked;
