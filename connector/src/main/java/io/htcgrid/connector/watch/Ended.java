package io.htcgrid.connector.watch;

import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * A task that ended.
 *
 * @param event what an event said of it; null: the run record has to be read
 */
record Ended(int index, TaskState state, @Nullable SessionEvent event) {}
