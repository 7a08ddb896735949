/** How the Amazon States Language points into a JSON document: JSONPaths, reference paths, and what a missing value means. */
@NullMarked
package io.github.outpostrecovery.lab.asl.path;

import org.jspecify.annotations.NullMarked;
