package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.SecretArn;

/** A secret as it is listed. */
public record SecretEntry(String name, SecretArn arn) {}
