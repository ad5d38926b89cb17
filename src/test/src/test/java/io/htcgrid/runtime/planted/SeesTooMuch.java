package io.htcgrid.runtime.planted;

import io.htcgrid.control.TaskState;

/** A violation on purpose: runtime may not see control. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return TaskState.class;
  }
}
