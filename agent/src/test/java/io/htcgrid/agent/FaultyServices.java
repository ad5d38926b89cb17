package io.htcgrid.agent;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Lets calls fail before they are sent, or after they were carried out. */
final class FaultyServices implements ExecutionInterceptor {
  private final Random random;
  private final AtomicInteger injected = new AtomicInteger();
  private volatile int failOneIn;
  private volatile int loseOneReplyIn;
  private volatile String down = "";

  FaultyServices(long seed) {
    this.random = new Random(seed);
  }

  void failOneIn(int calls) {
    failOneIn = calls;
  }

  void loseOneReplyIn(int calls) {
    loseOneReplyIn = calls;
  }

  void down(String service) {
    down = service;
  }

  void stop() {
    failOneIn = 0;
    loseOneReplyIn = 0;
    down = "";
  }

  int injected() {
    return injected.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    if (down.equals(service) || hit(failOneIn)) {
      injected.incrementAndGet();
      throw SdkClientException.create(service + " is down");
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (hit(loseOneReplyIn)) {
      injected.incrementAndGet();
      throw SdkClientException.create("the reply was lost");
    }
  }

  private synchronized boolean hit(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }
}
