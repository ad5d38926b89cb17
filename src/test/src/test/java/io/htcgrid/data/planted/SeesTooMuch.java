package io.htcgrid.data.planted;

import io.htcgrid.control.TaskState;

/** A violation on purpose: data may not see control. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return TaskState.class;
  }
}
