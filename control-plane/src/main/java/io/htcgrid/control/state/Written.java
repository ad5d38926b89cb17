package io.htcgrid.control.state;

import org.jspecify.annotations.Nullable;

/** What became of a conditional write. */
sealed interface Written {
  /** The item as it is now. */
  record Applied(Item item) implements Written {}

  /** The condition did not hold of the item that is there; null: there is none. */
  record Refused(@Nullable Item stored) implements Written {}
}
