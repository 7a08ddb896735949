/** What an account has that instances are launched from and into: subnets, images, key pairs, profiles, launch templates. */
@NullMarked
package io.github.outpostrecovery.lab.region.catalog;

import org.jspecify.annotations.NullMarked;
