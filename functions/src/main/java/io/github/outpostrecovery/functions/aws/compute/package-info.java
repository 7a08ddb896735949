/** EC2, Outposts and the one CloudWatch metric that tells whether a server is connected, behind core's port. */
@NullMarked
package io.github.outpostrecovery.functions.aws.compute;

import org.jspecify.annotations.NullMarked;
