package io.htcgrid.local.planted;

import io.htcgrid.cli.planted.SomeCommand;

/** A violation on purpose: local may not see cli. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return SomeCommand.class;
  }
}
