package io.htcgrid.bench.planted;

import io.htcgrid.cli.planted.SomeCommand;

/** A violation on purpose: bench may not see cli. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return SomeCommand.class;
  }
}
