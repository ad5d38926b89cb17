package io.htcgrid.control.config;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Wall time as the services see it: the local clock, corrected by the {@code Date} header of their
 * replies.
 *
 * <p>The header has a resolution of one second, so the correction is no finer: it stays as it is
 * while replies differ from it by less than {@link #TOLERANCE}, and is 0 on a machine whose clock
 * is right. The very first reply may step it at once; later, three replies in a row have to agree.
 * With replies that take less than a second, the time told is within 4 s of the services'. Replies
 * that took longer than 4 s, such as those to long polls, say too little and are not asked.
 *
 * <p>A step may put the time back. Thread-safe; costs no lock while the correction is right.
 */
public final class ServiceClock implements InstantSource {
  /** Differences below this are left alone. */
  public static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final long MAX_WIDTH_MILLIS = 5000;
  private static final int WITNESSES = 3;

  private final InstantSource local;
  private final Object lock = new Object();
  private volatile long correctionMillis;
  private volatile boolean confirmed;
  private volatile int doubts;
  private @Nullable OffsetBounds doubted;

  public ServiceClock(InstantSource local) {
    this.local = local;
  }

  @Override
  public Instant instant() {
    return local.instant().plusMillis(correctionMillis);
  }

  /** What is added to the local clock; 0 until a reply says otherwise. */
  public Duration correction() {
    return Duration.ofMillis(correctionMillis);
  }

  /** Makes a client's replies correct this clock; for any number of clients. */
  public ExecutionInterceptor interceptor() {
    return new DateInterceptor(local, this::observe);
  }

  /** The client, whose replies correct this clock from now on. */
  DynamoDbClient dated(DynamoDbClient client) {
    return DatedDynamoDb.of(client, local, this::observe);
  }

  void observe(OffsetBounds reply) {
    if (reply.width() > MAX_WIDTH_MILLIS) {
      return;
    }
    if (reply.distance(correctionMillis) < TOLERANCE.toMillis()) {
      confirmed = true;
      if (doubts > 0) {
        trust();
      }
      return;
    }
    doubt(reply);
  }

  private void trust() {
    synchronized (lock) {
      doubts = 0;
      doubted = null;
    }
  }

  private void doubt(OffsetBounds reply) {
    synchronized (lock) {
      OffsetBounds before = doubted;
      OffsetBounds both = before == null ? reply : before.and(reply);
      boolean agree = both.width() >= 0;
      doubted = agree ? both : reply;
      doubts = agree ? doubts + 1 : 1;
      if (!confirmed || doubts >= WITNESSES) {
        correctionMillis = (agree ? both : reply).middle();
        confirmed = true;
        doubts = 0;
        doubted = null;
      }
    }
  }
}
