package io.htcgrid.control.queue;

/** What a message's text came to. */
sealed interface Decoded<T> {
  record Value<T>(T value) implements Decoded<T> {}

  /**
   * Nothing that this release reads.
   *
   * @param reason one sentence
   */
  record Unreadable<T>(String reason) implements Decoded<T> {}
}
