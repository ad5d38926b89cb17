package io.htcgrid.runtime.front;

/**
 * What the front needs to know.
 *
 * @param slots slots in all
 * @param region the AWS region in ARNs
 * @param allowCommand whether clients may run command lines
 */
public record FrontSettings(int slots, String region, boolean allowCommand) {}
