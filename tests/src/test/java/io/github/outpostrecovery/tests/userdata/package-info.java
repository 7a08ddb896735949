@NullMarked
package io.github.outpostrecovery.tests.userdata;

import org.jspecify.annotations.NullMarked;
