package io.htcgrid.control.state;

import io.htcgrid.control.PageProgress;

/** What became of outcomes added to a page. */
public sealed interface ProgressResult {
  /** All values of the page, after the update. */
  record Added(PageProgress progress) implements ProgressResult {}

  /** The page is sealed: what is in it stands. */
  record Sealed(PageProgress progress) implements ProgressResult {}
}
