package io.htcgrid.runtime.front;

import io.htcgrid.runtime.invocation.RefusedException;
import io.htcgrid.runtime.invocation.ServiceError;
import java.util.Optional;

/** {@code X-Amz-Invocation-Type}, as far as it is supported. */
enum InvocationType {
  REQUEST_RESPONSE,
  DRY_RUN;

  /**
   * Reads the header.
   *
   * @throws RefusedException for anything else
   */
  static InvocationType of(Optional<String> header) throws RefusedException {
    String type = header.orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" -> REQUEST_RESPONSE;
      case "DryRun" -> DRY_RUN;
      case "Event" ->
          throw new RefusedException(
              ServiceError.INVALID_PARAMETER,
              "Invocation type Event is not supported: this runtime has no queue that would outlive it. Use RequestResponse");
      default ->
          throw new RefusedException(
              ServiceError.INVALID_PARAMETER,
              "Unknown invocation type " + type + "; use RequestResponse or DryRun");
    };
  }
}
