package io.htcgrid.connector.submit;

import io.htcgrid.control.TaskOverrides;

/**
 * A task to submit.
 *
 * @param payload not copied; nobody may change it any more
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
public record TaskInput(byte[] payload, TaskOverrides overrides) {}
