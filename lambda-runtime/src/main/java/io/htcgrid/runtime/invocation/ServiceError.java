package io.htcgrid.runtime.invocation;

/**
 * Requests that come to nothing before a function sees them, under the names and statuses of
 * Lambda's Invoke API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public enum ServiceError {
  UNKNOWN_OPERATION("UnknownOperationException", 404),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
  INVALID_PARAMETER("InvalidParameterValueException", 400),
  INVALID_REQUEST_CONTENT("InvalidRequestContentException", 400),
  ACCESS_DENIED("AccessDeniedException", 403),
  REQUEST_TOO_LARGE("RequestTooLargeException", 413),
  TOO_MANY_REQUESTS("TooManyRequestsException", 429),
  /** The function's folder has errors. */
  INVALID_RUNTIME("InvalidRuntimeException", 502),
  /** This runtime's own trouble, or it is stopping. */
  SERVICE("ServiceException", 500);

  private final String wireName;
  private final int status;

  ServiceError(String wireName, int status) {
    this.wireName = wireName;
    this.status = status;
  }

  /** The value of {@code x-amzn-ErrorType}. */
  public String wireName() {
    return wireName;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whose fault it is, in Lambda's words. */
  public String blame() {
    return status < 500 ? "User" : "Service";
  }
}
