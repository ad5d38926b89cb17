package io.htcgrid.cli.planted;

import io.htcgrid.infra.planted.SomeStack;

/** A violation on purpose: cli may not see infra. */
@SuppressWarnings("unused")
final class SeesTooMuch {
  Class<?> seen() {
    return SomeStack.class;
  }
}
