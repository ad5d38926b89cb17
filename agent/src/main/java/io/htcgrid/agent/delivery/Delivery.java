package io.htcgrid.agent.delivery;

import io.htcgrid.control.TaskError;

/** What came of wanting a version in the folder. */
sealed interface Delivery {
  /** The version is there, and stays until it is released. */
  record Ready() implements Delivery {}

  /** It cannot be had, now or later. */
  record Refused(TaskError error) implements Delivery {}

  /**
   * It could not be had now.
   *
   * @param reason one sentence
   */
  record Later(String reason) implements Delivery {}
}
