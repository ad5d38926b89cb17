package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.invocation.ErrorDocument;
import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.process.Assignment.Report;
import java.util.Base64;
import java.util.Optional;

/** Reads what functions post about their own failures. */
final class Reports {

  /** A report is a few lines; beyond this it is none. */
  private static final int LONGEST = 1 << 20;

  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String STREAM_BODY = "Lambda-Runtime-Function-Error-Body";

  private Reports() {}

  /** The report in an error call; one that makes no sense becomes an error itself. */
  static Report of(String function, HttpCall call) {
    if (call.bodyTooLarge() || call.body().length > LONGEST) {
      return malformed(function, "is longer than " + LONGEST + " bytes");
    }
    return of(function, call.body(), call.header(TYPE));
  }

  /**
   * The report in the headers that follow a streamed response which failed halfway; empty if it did
   * not.
   */
  static Optional<Report> ofStream(String function, HttpCall call) {
    Optional<String> type = call.trailer(TYPE);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] body = Base64.getDecoder().decode(call.trailer(STREAM_BODY).orElse(""));
      return Optional.of(of(function, body.length == 0 ? "{}".getBytes(UTF_8) : body, type));
    } catch (IllegalArgumentException e) {
      return Optional.of(malformed(function, "is not base64"));
    }
  }

  private static Report of(String function, byte[] body, Optional<String> type) {
    return ErrorDocument.reported(body, type)
        .map(document -> new Report(true, document))
        .orElseGet(() -> malformed(function, "is not a JSON object: " + excerpt(body)));
  }

  static Report tooLarge(String function) {
    return new Report(
        false,
        ErrorDocument.of(
            InvocationError.RESPONSE_TOO_LARGE,
            "Function "
                + function
                + " returned more than the limit of "
                + RuntimeApi.RESPONSE_BYTES
                + " bytes"));
  }

  /**
   * Whether Java ran out of memory in a way that did not end the JVM by itself, such as outside of
   * the heap.
   */
  static boolean isOutOfMemory(Report report) {
    return report.handled() && report.document().type().equals("java.lang.OutOfMemoryError");
  }

  private static Report malformed(String function, String why) {
    return new Report(
        false,
        ErrorDocument.of(
            InvocationError.MALFORMED_RESPONSE,
            "Function " + function + " reported an error, but its report " + why));
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 200), UTF_8);
    return body.length == 0 ? "(empty)" : text;
  }
}
