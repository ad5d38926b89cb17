package io.htcgrid.cli.doctor;

/**
 * One cheap call, which leaves nothing behind that matters.
 *
 * @param action what it needs, such as {@code sqs:GetQueueUrl}
 * @param resource what it is made on
 */
record Probe(String action, String resource, Runnable call) {}
