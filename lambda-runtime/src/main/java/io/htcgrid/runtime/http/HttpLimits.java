package io.htcgrid.runtime.http;

/**
 * What a server accepts.
 *
 * @param bodyBytes bytes of a request's body; a longer one arrives as {@link
 *     HttpCall#bodyTooLarge()}
 * @param headerBytes bytes of all request headers together; more is refused with 431
 * @param connections connections at once; further ones are closed at once
 */
public record HttpLimits(int bodyBytes, int headerBytes, int connections) {

  public HttpLimits {
    if (bodyBytes < 1 || headerBytes < 1 || connections < 1) {
      throw new IllegalArgumentException(
          "Limits are positive, not " + bodyBytes + ", " + headerBytes + ", " + connections);
    }
  }
}
