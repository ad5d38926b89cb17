package io.htcgrid.runtime.invocation;

import java.time.Duration;
import java.util.Optional;

/**
 * One call of a function.
 *
 * @param id unique among all invocations of this runtime
 * @param arn the function as the caller named it, completed to an ARN
 * @param payload any bytes, handed over and not copied
 * @param contentType what the caller said they are
 * @param clientContext the client context as JSON in ASCII without line breaks
 * @param timeout the most that its caller grants it; the function's own counts too
 * @param traceId an X-Ray trace header
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Invocation(
    String id,
    String arn,
    byte[] payload,
    String contentType,
    Optional<String> clientContext,
    Optional<Duration> timeout,
    String traceId) {

  /** The smaller of a timeout and its caller's. */
  public Duration within(Duration other) {
    return timeout.filter(granted -> granted.compareTo(other) < 0).orElse(other);
  }
}
