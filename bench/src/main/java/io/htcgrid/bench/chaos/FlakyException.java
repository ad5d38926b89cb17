package io.htcgrid.bench.chaos;

/** What a task throws that would succeed later. */
final class FlakyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FlakyException(String message) {
    super(message);
  }
}
