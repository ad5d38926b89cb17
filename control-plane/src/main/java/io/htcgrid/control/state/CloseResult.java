package io.htcgrid.control.state;

/** What became of closing a page or a group; both carry what is stored now. */
public sealed interface CloseResult<T> {
  T stored();

  record Closed<T>(T stored) implements CloseResult<T> {}

  /** Someone counted it before. */
  record AlreadyClosed<T>(T stored) implements CloseResult<T> {}
}
