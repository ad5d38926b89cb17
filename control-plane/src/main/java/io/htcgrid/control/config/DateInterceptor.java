package io.htcgrid.control.config;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes when each attempt of a call was sent and answered, and what its {@code Date} says. */
final class DateInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Instant> SENT = new ExecutionAttribute<>("HtcGridSentAt");

  private final InstantSource local;
  private final Consumer<OffsetBounds> receiver;
  private final HttpDates dates = new HttpDates();

  DateInterceptor(InstantSource local, Consumer<OffsetBounds> receiver) {
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, local.instant());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Instant received = local.instant();
    Instant sent = attributes.getAttribute(SENT);
    Instant stamped =
        context.httpResponse().firstMatchingHeader("Date").map(dates::parse).orElse(null);
    if (sent != null && stamped != null && !received.isBefore(sent)) {
      receiver.accept(OffsetBounds.of(sent, received, stamped));
    }
  }
}
