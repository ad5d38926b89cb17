package io.htcgrid.control;

import io.htcgrid.data.BlobReference;

/** A task as registered: where its payload lies and what it changes of its session's settings. */
public record TaskDefinition(BlobReference payload, TaskOverrides overrides) {}
