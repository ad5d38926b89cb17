package io.htcgrid.control.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes when each attempt of a call was sent and answered, and what its {@code Date} says. */
final class DateInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Instant> SENT = new ExecutionAttribute<>("HtcGridSentAt");

  private final InstantSource local;
  private final Consumer<OffsetBounds> receiver;

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
        context
            .httpResponse()
            .firstMatchingHeader("Date")
            .map(DateInterceptor::parsed)
            .orElse(null);
    if (sent != null && stamped != null && !received.isBefore(sent)) {
      receiver.accept(OffsetBounds.of(sent, received, stamped));
    }
  }

  private static @Nullable Instant parsed(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
