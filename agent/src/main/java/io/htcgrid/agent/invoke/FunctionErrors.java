package io.htcgrid.agent.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import java.io.IOException;
import java.util.Map;

/**
 * Reads the error document that Lambda answers with when it sets {@code X-Amz-Function-Error}:
 * {@code {"errorType": …, "errorMessage": …}}. The types that Lambda itself gives, and the few that
 * the grid's own runtime adds, have kinds of their own; any other type is the function's.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html">Lambda: error
 *     handling</a>
 */
final class FunctionErrors {
  static final String TIMED_OUT = "Sandbox.Timedout";

  /** No runtime says it of itself. */
  static final String RUNTIME_LOST = "Runtime.Lost";

  private static final String UNKNOWN_TYPE = "Function.Unknown";

  private static final Map<String, FailureKind> KINDS =
      Map.of(
          TIMED_OUT,
          FailureKind.TASK_TIMED_OUT,
          "Runtime.ExitError",
          FailureKind.FUNCTION_CRASHED,
          "Runtime.OutOfMemory",
          FailureKind.FUNCTION_OUT_OF_MEMORY,
          "Runtime.InitError",
          FailureKind.FUNCTION_INIT_FAILED,
          "Function.ResponseSizeTooLarge",
          FailureKind.RESULT_REJECTED,
          "Runtime.MalformedResponse",
          FailureKind.RESULT_REJECTED,
          "Command.ExitError",
          FailureKind.FUNCTION_ERROR);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FunctionErrors() {}

  /**
   * Never throws: a function may answer with anything.
   *
   * @param how {@code X-Amz-Function-Error}: what comes as {@code Handled} is the function's own
   *     report, whatever it calls its error
   */
  static TaskError parse(String how, byte[] document) {
    JsonNode error = read(document);
    String type = text(error.path("errorType"), UNKNOWN_TYPE);
    String message = text(error.path("errorMessage"), "the function gave no message");
    FailureKind kind =
        how.equalsIgnoreCase("Handled")
            ? FailureKind.FUNCTION_ERROR
            : KINDS.getOrDefault(type, FailureKind.FUNCTION_ERROR);
    return new TaskError(kind, type, message);
  }

  private static JsonNode read(byte[] document) {
    try {
      JsonNode read = JSON.readTree(document);
      return read == null ? JSON.missingNode() : read;
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static String text(JsonNode value, String otherwise) {
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : otherwise;
  }
}
