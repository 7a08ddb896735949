package io.github.outpostrecovery.storage.powerstore;

import java.time.Instant;

/**
 * One row of measurements.
 *
 * @param timestamp the "end of sample period"
 * @param repeats the "number of consecutive sampling periods during which there were no changes in the metrics values"; at
 *     least 1
 * @param written whether anything was written in each of them
 */
record MeasuredRow(Instant timestamp, int repeats, boolean written) {}
