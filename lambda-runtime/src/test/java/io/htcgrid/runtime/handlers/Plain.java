package io.htcgrid.runtime.handlers;

import java.util.Locale;

/** A method that implements nothing of Lambda's. */
public final class Plain {

  public String shout(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
