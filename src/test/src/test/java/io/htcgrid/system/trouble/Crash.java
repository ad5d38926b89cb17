package io.htcgrid.system.trouble;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Lets a client die at one of its calls: from then on it makes none. Thread-safe. */
final class Crash implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> LAST =
      new ExecutionAttribute<>("io.htcgrid.LastCall");

  private final int at;
  private final boolean carriedOut;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param at the call's number, from 1
   * @param carriedOut whether that call is; nobody reads its reply
   */
  Crash(int at, boolean carriedOut) {
    this.at = at;
    this.carriedOut = carriedOut;
  }

  boolean happened() {
    return calls.get() >= at;
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
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(LAST) != null) {
      throw dead();
    }
  }

  private static SdkClientException dead() {
    return SdkClientException.create("its process has died, as the test wants it");
  }
}
