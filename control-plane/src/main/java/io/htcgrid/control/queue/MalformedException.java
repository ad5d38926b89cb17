package io.htcgrid.control.queue;

/** A message does not say what it must; never leaves the codecs. */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
