package io.htcgrid.control.queue;

/**
 * Why an entry of a batch was not sent.
 *
 * @param callersFault true: sending it again as it is will fail again
 */
public record SendFailure(String code, String message, boolean callersFault) {}
