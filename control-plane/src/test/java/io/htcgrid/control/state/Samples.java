package io.htcgrid.control.state;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the contract's tests put into the table. Every session id is a new one. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
  public static final Instant EXPIRY = Instant.parse("2026-12-08T10:00:00Z");
  public static final String SUBMITTER = "submitter-1";
  public static final TaskError ERROR =
      new TaskError(FailureKind.FUNCTION_ERROR, "java.lang.IllegalStateException", "it did not");
  public static final BlobReference RESULT =
      new BlobReference("out/7f/results/0123", 4096, 117, 0x89abcdef);
  public static final BlobReference LOG = new BlobReference("out/7f/logs/0123", 0, 900, 17);

  private Samples() {}

  public static SessionId newId() {
    return SessionId.random(InstantSource.system());
  }

  public static TaskId newTask() {
    return new TaskId(newId(), 117);
  }

  public static SessionSettings settings() {
    return new SessionSettings(
        "price",
        LaunchData.NONE,
        1,
        null,
        Duration.ofHours(1),
        null,
        RetryPolicy.DEFAULT,
        false,
        Map.of(),
        null);
  }

  /** No field is null, empty or default. */
  static SessionSettings fullSettings() {
    return fullSettings(newId().value());
  }

  static SessionSettings fullSettings(@Nullable String parent) {
    return new SessionSettings(
        "price",
        new LaunchData(List.of("--fast", "", "ünïcode"), Map.of("CURVE", "EUR", "EMPTY", "")),
        2,
        "desk-7",
        Duration.ofMillis(3_600_005),
        Duration.ofMillis(1500),
        new RetryPolicy(
            List.of(
                new RetryRule(
                    List.of("B", "A"), Duration.ofMillis(250), 1.7, 5, Duration.ofSeconds(9)),
                new RetryRule(
                    List.of(RetryRule.ALL), Duration.ZERO, 1e300, 2, Duration.ofMinutes(15)))),
        true,
        Map.of("desk", "rates", "run", "eod"),
        parent);
  }

  public static SessionRecord session(SessionId id) {
    return session(id, NOW, new SubmitLease(SUBMITTER, NOW.plusSeconds(30), -1));
  }

  public static SessionRecord session(SessionId id, Instant created, SubmitLease lease) {
    return session(id, settings(), null, created, lease, List.of());
  }

  public static SessionRecord session(SessionId id, SessionSettings settings, SubmitLease lease) {
    return session(id, settings, null, NOW, lease, List.of());
  }

  static SessionRecord session(
      SessionId id,
      SessionSettings settings,
      @Nullable String token,
      Instant created,
      SubmitLease lease,
      List<String> replyQueues) {
    return new SessionRecord(
        id,
        SessionState.SUBMITTING,
        settings,
        token,
        "digest-1",
        created,
        created.plus(settings.timeout()),
        created.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(16)),
        lease,
        -1,
        Set.of(),
        OutcomeCounts.ZERO,
        0,
        replyQueues,
        null,
        null,
        null);
  }

  /** Begins a session and activates it. */
  public static SessionId active(StateTable table, int taskCount) {
    SessionId id = newId();
    table.begin(session(id), NOW);
    table.activate(id, SUBMITTER, taskCount);
    return id;
  }

  public static Claim claim(String owner) {
    return new Claim(owner, owner + "-nonce", NOW.plusSeconds(30), EXPIRY);
  }

  /** A task that this owner has just claimed. */
  static RunRecord claimed(StateTable table, String owner) {
    return claimed(table, newTask(), claim(owner));
  }

  static RunRecord claimed(StateTable table, TaskId task, Claim claim) {
    return ((ClaimResult.Claimed) table.claim(task, claim, NOW)).run();
  }

  public static PageDefinition page(PageId page, int tasks) {
    return new PageDefinition(
        page,
        IntStream.range(0, tasks)
            .mapToObj(i -> new TaskDefinition(payload(i), TaskOverrides.NONE))
            .toList());
  }

  /** As the connector lays out small payloads: one after the other in one bundle. */
  static BlobReference payload(int position) {
    return new BlobReference(
        "in/5e/01JD3V5R4F8Y0XWZ9N6K2T7M1Q/0123456789abcdef0123456789abcdef",
        200L * position,
        200 - position % 7,
        0x9e3779b9 * (position + 1));
  }
}
