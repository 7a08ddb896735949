/** The items of the books in DynamoDB. */
@NullMarked
package io.github.outpostrecovery.functions.aws.table;

import org.jspecify.annotations.NullMarked;
