package io.htcgrid.system.trouble;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** Lets a client die at one of its calls: from then on it makes none. Thread-safe. */
final class Crash implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> LAST =
      new ExecutionAttribute<>("io.htcgrid.LastCall");

  private final int at;
  private final boolean carriedOut;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();

  /**
   * @param at the call's number, from 1
   * @param carriedOut whether that call is; nobody reads its reply
   */
  Crash(int at, boolean carriedOut) {
    this.at = at;
    this.carriedOut = carriedOut;
  }

  /** Counts only. */
  static Crash never() {
    return new Crash(Integer.MAX_VALUE, true);
  }

  boolean happened() {
    return calls.get() >= at;
  }

  /** Messages in batches that were sent. */
  int sent() {
    return sent.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    int number = calls.incrementAndGet();
    if (number > at || (number == at && !carriedOut)) {
      throw dead();
    }
    if (number == at) {
      attributes.putAttribute(LAST, true);
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (context.request() instanceof SendMessageBatchRequest send) {
      sent.addAndGet(send.entries().size());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(LAST) != null) {
      throw dead();
    }
  }

  private static SdkClientException dead() {
    return SdkClientException.create("its process has died, as the test wants it");
  }
}
