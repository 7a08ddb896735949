@NullMarked
package io.github.outpostrecovery.lab.report;

import org.jspecify.annotations.NullMarked;
