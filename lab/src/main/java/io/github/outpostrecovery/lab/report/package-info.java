/** What happened, on one page: for the operator at three in the morning, and for the manager who wants the RTO. */
@NullMarked
package io.github.outpostrecovery.lab.report;

import org.jspecify.annotations.NullMarked;
