package io.htcgrid.agent;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Lets calls fail before they are sent, or after they were carried out, or hang. */
final class FaultyServices implements ExecutionInterceptor {
  private final Random random;
  private final AtomicInteger injected = new AtomicInteger();
  private volatile int failOneIn;
  private volatile int loseOneReplyIn;
  private volatile String down = "";
  private volatile String hanging = "";
  private volatile Predicate<SdkRequest> refused = request -> false;
  private volatile CountDownLatch answers = new CountDownLatch(0);

  FaultyServices(long seed) {
    this.random = new Random(seed);
  }

  void failOneIn(int calls) {
    failOneIn = calls;
  }

  void loseOneReplyIn(int calls) {
    loseOneReplyIn = calls;
  }

  /**
   * Lets calls fail.
   *
   * @param what a service, or one operation, such as "Sqs.SendMessage"
   */
  void down(String what) {
    down = what;
  }

  /** Lets those calls fail that a test picks. */
  void refuse(Predicate<SdkRequest> requests) {
    refused = requests;
  }

  /** Lets calls take until {@link #stop()}, and fail then. */
  void hang(String what) {
    answers = new CountDownLatch(1);
    hanging = what;
  }

  void stop() {
    failOneIn = 0;
    loseOneReplyIn = 0;
    down = "";
    hanging = "";
    refused = request -> false;
    answers.countDown();
  }

  int injected() {
    return injected.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation =
        service + "." + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    boolean hangs = Set.of(service, operation).contains(hanging);
    if (hangs) {
      injected.incrementAndGet();
      awaitAnswer(operation);
    }
    if (hangs
        || Set.of(service, operation).contains(down)
        || refused.test(context.request())
        || hit(failOneIn)) {
      injected.incrementAndGet();
      throw SdkClientException.create(service + " is down");
    }
  }

  private void awaitAnswer(String operation) {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create(operation + " was interrupted", e);
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
