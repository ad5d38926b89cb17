package io.htcgrid.embedded.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Lets calls of AWS services fail, late, half or twice, by chance or by script. Give it to clients
 * of the SDK as an interceptor; one can serve many clients. Thread-safe. For synchronous clients.
 *
 * <p>Calls are addressed by the SDK's names: a service ({@code DynamoDb}, {@code Sqs}, {@code S3}),
 * an operation of one ({@code Sqs.SendMessageBatch}), or {@link #ANY_CALL}.
 *
 * <p>Faults come up inside the SDK's own retries, which see them as they see real ones and try
 * again; each attempt is drawn for anew. A client's caller sees a fault only when all attempts had
 * one. The exception is {@link Fault#PARTIAL_FAILURE}, which the SDK never retries.
 */
public final class FaultInjector implements ExecutionInterceptor {
  public static final String ANY_CALL = "*";

  private static final Duration DEFAULT_DELAY = Duration.ofMillis(200);

  /** For the time between a call and its answer, in the attributes that the SDK keeps a call. */
  private static final ExecutionAttribute<Fault> PENDING =
      new ExecutionAttribute<>("io.htcgrid.PendingFault");

  private static final ExecutionAttribute<PartialFailure> PARTIAL =
      new ExecutionAttribute<>("io.htcgrid.PartialFailure");

  private final FaultPlan plan;
  private final FaultCounts counts = new FaultCounts();
  private final Duration delay;

  /** With a delay of 200 ms. */
  public FaultInjector(long seed) {
    this(seed, DEFAULT_DELAY);
  }

  /**
   * Injects nothing until told to.
   *
   * @param seed of all chance; with several threads the order of their calls decides the rest
   * @param delay how long slow calls, and those that time out, keep their caller waiting
   */
  public FaultInjector(long seed, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("the delay is " + delay + "; give zero or more");
    }
    this.plan = new FaultPlan(seed);
    this.delay = delay;
  }

  /**
   * Injects by chance from now on; zero ends it. Faults of the same call share one draw: their
   * probabilities add up.
   *
   * @param probability from 0 to 1
   */
  public void rate(String what, Fault fault, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "the probability of " + fault + " is " + probability + "; give a number from 0 to 1");
    }
    plan.rate(addressed(what), fault, probability);
  }

  /**
   * Injects into the next such calls, after all that is scripted for them already. Each of the
   * SDK's attempts counts as a call.
   *
   * @param calls one or more
   */
  public void next(String what, Fault fault, int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("calls are " + calls + "; give 1 or more");
    }
    plan.next(addressed(what), fault, calls);
  }

  /** Lets all such calls fail until {@link #up} or {@link #clear}. */
  public void down(String what) {
    plan.down(addressed(what));
  }

  /** Ends what {@link #down} began for the same name. */
  public void up(String what) {
    plan.up(addressed(what));
  }

  /** Injects nothing more; the counts stay. */
  public void clear() {
    plan.clear();
  }

  /** All faults that were injected so far. */
  public long injected() {
    return counts.sum((call, fault) -> true);
  }

  /** Faults of one kind that were injected into such calls so far. */
  public long injected(String what, Fault kind) {
    String name = addressed(what);
    return counts.sum((call, fault) -> call.is(name) && fault == kind);
  }

  /** Faults that were injected so far, by kind; kinds that never came are left out. */
  public Map<Fault, Long> byFault() {
    return counts.byFault();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (!PartialFailure.fits(request)) {
      return request;
    }
    Fault fault = draw(attributes, false);
    if (fault == null) {
      return request;
    }
    PartialFailure failure = PartialFailure.of(request, plan::number);
    attributes.putAttribute(PARTIAL, failure);
    return failure.remaining(request);
  }

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    PartialFailure failure = attributes.getAttribute(PARTIAL);
    return failure == null ? context.response() : failure.reported(context.response());
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Fault fault = draw(attributes, true);
    if (fault == null || fault.stage() == Fault.Stage.AFTER) {
      attributes.putAttribute(PENDING, fault);
      return;
    }
    attributes.putAttribute(PENDING, null);
    Call call = Call.of(attributes);
    switch (fault) {
      case THROTTLED -> throw ServiceErrors.throttled(call);
      case SERVER_ERROR -> throw ServiceErrors.internal(call);
      case RESET -> throw ServiceErrors.broken(call, new SocketException("Connection reset"));
      case DOWN -> throw ServiceErrors.broken(call, new ConnectException("Connection refused"));
      case TIMED_OUT -> {
        waitDelay();
        throw ServiceErrors.broken(call, new SocketTimeoutException("Read timed out"));
      }
      case SLOW -> waitDelay();
      case REPLY_LOST, REPLY_REPLACED, REPEATED, PARTIAL_FAILURE ->
          throw new IllegalStateException(fault + " does not come before a call");
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Fault fault = attributes.getAttribute(PENDING);
    if (fault == null) {
      return;
    }
    attributes.putAttribute(PENDING, null);
    Call call = Call.of(attributes);
    if (fault == Fault.REPEATED) {
      RepeatedCall.send(context);
      return;
    }
    context.responseBody().ifPresent(FaultInjector::discard);
    if (fault == Fault.REPLY_LOST) {
      throw ServiceErrors.broken(call, new SocketException("Connection reset"));
    }
    throw ServiceErrors.internal(call);
  }

  private @Nullable Fault draw(ExecutionAttributes attributes, boolean perAttempt) {
    Call call = Call.of(attributes);
    Fault fault = plan.draw(call, each -> each.perAttempt() == perAttempt);
    if (fault != null) {
      counts.add(call, fault);
    }
    return fault;
  }

  /** An interruption ends the wait, and the SDK ends the call. */
  private void waitDelay() {
    LockSupport.parkNanos(delay.toNanos());
  }

  /** Gives the connection back. */
  private static void discard(InputStream body) {
    try (body) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The reply is lost all the more.
    }
  }

  private static String addressed(String what) {
    Objects.requireNonNull(what);
    if (what.isBlank()) {
      throw new IllegalArgumentException(
          "no call is named; give a service, an operation such as Sqs.SendMessageBatch, or "
              + ANY_CALL);
    }
    return what;
  }
}
