package io.htcgrid.embedded.planted;

import io.htcgrid.data.SessionId;

/** A violation on purpose: embedded may not see data. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return SessionId.class;
  }
}
