/** The REST API 2.x of a simulated FlashArray. Facts about the real one are from Pure's OpenAPI document of version 2.52. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray.api;

import org.jspecify.annotations.NullMarked;
