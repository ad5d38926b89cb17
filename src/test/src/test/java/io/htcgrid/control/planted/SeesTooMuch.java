package io.htcgrid.control.planted;

import io.htcgrid.connector.HtcGrid;

/** A violation on purpose: control may not see connector. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return HtcGrid.class;
  }
}
