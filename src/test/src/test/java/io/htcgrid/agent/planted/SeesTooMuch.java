package io.htcgrid.agent.planted;

import io.htcgrid.connector.HtcGrid;

/** A violation on purpose: agent may not see connector. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return HtcGrid.class;
  }
}
