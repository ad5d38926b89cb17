package io.htcgrid.agent;

import io.htcgrid.control.protocol.LeaseTerms;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How an agent works. {@link #builder()} has defaults for all of it.
 *
 * @param id names the agent in its record, in drain requests and in logs; 1 to 64 letters, digits,
 *     dots, hyphens and underscores, no other agent's
 * @param host where it says it runs
 * @param version of the software, as its record tells
 * @param slots how many tasks run at once, 1 to 256
 * @param prefetch the most tasks held ready beyond the busy slots, 0 to 1,000; how many of these
 *     are used depends on how long tasks take
 * @param payloadBytes bound of the payloads in memory that did not travel inside their messages;
 *     one larger payload is still admitted when it is alone
 * @param resultBytes bound of the results in memory that are not stored yet; slots wait for room,
 *     and one larger result is still admitted when it is alone
 * @param drainGrace how long running tasks may take when the agent stops
 * @param lease how long claims hold
 * @param invokeEndpoint of the Lambda runtime; null: Lambda itself, as the SDK finds it
 * @param versions the runtime's folder of versions, into which the agent brings functions that were
 *     pushed; null: it brings none, and names them to the runtime as tasks do
 * @param unavailableFor how long a claimed task waits for a runtime that cannot be reached or is
 *     too busy, until it is handed back
 * @param longPoll how long a receive waits when all task queues are empty, 1 to 20 s
 * @param settingsEvery how often the grid's settings are read
 * @param healthPort of the health and metrics page: 0 for a free one, -1 for none
 * @param healthHost the address it binds to
 * @param spotNotices the EC2 instance's metadata service, which is asked for notices that the
 *     instance will be taken away, and drains the agent at one; null: not asked
 */
public record AgentSettings(
    String id,
    String host,
    String version,
    int slots,
    int prefetch,
    long payloadBytes,
    long resultBytes,
    Duration drainGrace,
    LeaseTerms lease,
    @Nullable URI invokeEndpoint,
    @Nullable Path versions,
    Duration unavailableFor,
    Duration longPoll,
    Duration settingsEvery,
    int healthPort,
    String healthHost,
    @Nullable URI spotNotices) {

  /**
   * @throws IllegalArgumentException with every problem, by name
   */
  public AgentSettings {
    List<String> problems = new ArrayList<>();
    check(problems, id.matches("[A-Za-z0-9._-]{1,64}"), "id", id, "1 to 64 of A-Z a-z 0-9 . _ -");
    check(problems, slots >= 1 && slots <= 256, "slots", slots, "1 to 256");
    check(problems, prefetch >= 0 && prefetch <= 1000, "prefetch", prefetch, "0 to 1000");
    check(problems, payloadBytes > 0, "payloadBytes", payloadBytes, "more than 0");
    check(problems, resultBytes > 0, "resultBytes", resultBytes, "more than 0");
    check(problems, !drainGrace.isNegative(), "drainGrace", drainGrace, "0 or more");
    check(
        problems,
        invokeEndpoint == null || isHttp(invokeEndpoint),
        "invokeEndpoint",
        invokeEndpoint,
        "http:// or https:// and a host");
    check(problems, positive(unavailableFor), "unavailableFor", unavailableFor, "more than 0");
    check(
        problems,
        longPoll.toSeconds() >= 1 && longPoll.compareTo(Duration.ofSeconds(20)) <= 0,
        "longPoll",
        longPoll,
        "1 to 20 seconds");
    check(problems, positive(settingsEvery), "settingsEvery", settingsEvery, "more than 0");
    check(
        problems, healthPort >= -1 && healthPort < 65536, "healthPort", healthPort, "-1 to 65535");
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("agent: " + String.join("; ", problems));
    }
  }

  private static void check(
      List<String> problems, boolean good, String name, @Nullable Object value, String bounds) {
    if (!good) {
      problems.add(name + " is " + value + ", it must be " + bounds);
    }
  }

  private static boolean isHttp(URI endpoint) {
    return endpoint.getHost() != null
        && ("http".equalsIgnoreCase(endpoint.getScheme())
            || "https".equalsIgnoreCase(endpoint.getScheme()));
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private String id =
        "agent-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    private String host = "localhost";
    private String version = "unknown";
    private int slots = Math.max(1, Runtime.getRuntime().availableProcessors());
    private int prefetch = 64;
    private long payloadBytes = 256L * 1024 * 1024;
    private long resultBytes = 256L * 1024 * 1024;
    private Duration drainGrace = Duration.ofSeconds(20);
    private LeaseTerms lease = LeaseTerms.DEFAULT;
    private @Nullable URI invokeEndpoint;
    private @Nullable Path versions;
    private Duration unavailableFor = Duration.ofMinutes(1);
    private Duration longPoll = Duration.ofSeconds(20);
    private Duration settingsEvery = Duration.ofSeconds(10);
    private int healthPort = -1;
    private String healthHost = "127.0.0.1";
    private @Nullable URI spotNotices;

    private Builder() {}

    /** Default: random. */
    public Builder id(String value) {
      id = value;
      return this;
    }

    /** Default: localhost. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder version(String value) {
      version = value;
      return this;
    }

    /** Default: one per processor. */
    public Builder slots(int value) {
      slots = value;
      return this;
    }

    /** Default: 64. */
    public Builder prefetch(int value) {
      prefetch = value;
      return this;
    }

    /** Default: 256 MiB. */
    public Builder payloadBytes(long value) {
      payloadBytes = value;
      return this;
    }

    /** Default: 256 MiB. */
    public Builder resultBytes(long value) {
      resultBytes = value;
      return this;
    }

    /** Default: 20 seconds. */
    public Builder drainGrace(Duration value) {
      drainGrace = value;
      return this;
    }

    /** Default: {@link LeaseTerms#DEFAULT}. */
    public Builder lease(LeaseTerms value) {
      lease = value;
      return this;
    }

    /** Default: Lambda itself. */
    public Builder invokeEndpoint(@Nullable URI value) {
      invokeEndpoint = value;
      return this;
    }

    /** Default: none. */
    public Builder versions(@Nullable Path value) {
      versions = value;
      return this;
    }

    /** Default: a minute. */
    public Builder unavailableFor(Duration value) {
      unavailableFor = value;
      return this;
    }

    /** Default: 20 seconds. */
    public Builder longPoll(Duration value) {
      longPoll = value;
      return this;
    }

    /** Default: 10 seconds. */
    public Builder settingsEvery(Duration value) {
      settingsEvery = value;
      return this;
    }

    /** Default: none. */
    public Builder healthPort(int value) {
      healthPort = value;
      return this;
    }

    /** Default: loopback. */
    public Builder healthHost(String value) {
      healthHost = value;
      return this;
    }

    /** Default: not asked. */
    public Builder spotNotices(@Nullable URI value) {
      spotNotices = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException with every problem, by name
     */
    public AgentSettings build() {
      return new AgentSettings(
          id,
          host,
          version,
          slots,
          prefetch,
          payloadBytes,
          resultBytes,
          drainGrace,
          lease,
          invokeEndpoint,
          versions,
          unavailableFor,
          longPoll,
          settingsEvery,
          healthPort,
          healthHost,
          spotNotices);
    }
  }
}
