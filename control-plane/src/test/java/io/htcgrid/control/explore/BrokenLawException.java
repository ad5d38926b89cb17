package io.htcgrid.control.explore;

/** A law does not hold; the message says which, and of what. */
final class BrokenLawException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenLawException(String message) {
    super(message);
  }
}
