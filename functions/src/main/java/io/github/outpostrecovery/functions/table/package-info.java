/** The books in one DynamoDB table: items that are JSON, written under conditions. */
@NullMarked
package io.github.outpostrecovery.functions.table;

import org.jspecify.annotations.NullMarked;
