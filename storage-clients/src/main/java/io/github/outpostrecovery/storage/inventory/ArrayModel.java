package io.github.outpostrecovery.storage.inventory;

/**
 * What an array says it is.
 *
 * @param product such as {@code ONTAP}
 * @param version as the array writes it
 */
public record ArrayModel(String product, String version) {}
