package io.htcgrid.agent;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.ActivateSession;
import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.protocol.BeginSubmission;
import io.htcgrid.control.protocol.SendTasks;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.BundleBuilder;
import io.htcgrid.data.PageId;
import io.htcgrid.data.PayloadBundle;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Submits a session with the protocols alone. */
final class TestSubmission {
  private final GridServices services;
  private final int tasks;
  final SessionId id;
  private SessionSettings settings =
      new SessionSettings(
          "echo",
          LaunchData.NONE,
          1,
          null,
          Duration.ofHours(1),
          null,
          RetryPolicy.DEFAULT,
          false,
          Map.of(),
          null);
  private final Map<Integer, TaskOverrides> overrides = new HashMap<>();
  private IntFunction<byte[]> payloads =
      index -> ("payload " + index).getBytes(StandardCharsets.UTF_8);
  private UnaryOperator<BlobReference> references = UnaryOperator.identity();
  private List<String> replyQueues = List.of();
  private boolean inline = true;
  private final List<TaskMessage> messages = new ArrayList<>();

  TestSubmission(GridServices services, int tasks) {
    this.services = services;
    this.tasks = tasks;
    this.id = SessionId.random(services.clock());
  }

  TestSubmission function(String name) {
    SessionSettings s = settings;
    return set(
        name, s.launch(), s.priority(), s.timeout(), s.taskTimeout(), s.retry(), s.failFast());
  }

  TestSubmission launch(LaunchData launch) {
    SessionSettings s = settings;
    return set(
        s.function(), launch, s.priority(), s.timeout(), s.taskTimeout(), s.retry(), s.failFast());
  }

  TestSubmission priority(int level) {
    SessionSettings s = settings;
    return set(
        s.function(), s.launch(), level, s.timeout(), s.taskTimeout(), s.retry(), s.failFast());
  }

  TestSubmission timeout(Duration timeout) {
    SessionSettings s = settings;
    return set(
        s.function(), s.launch(), s.priority(), timeout, s.taskTimeout(), s.retry(), s.failFast());
  }

  TestSubmission taskTimeout(Duration timeout) {
    SessionSettings s = settings;
    return set(
        s.function(), s.launch(), s.priority(), s.timeout(), timeout, s.retry(), s.failFast());
  }

  TestSubmission retry(RetryPolicy policy) {
    SessionSettings s = settings;
    return set(
        s.function(), s.launch(), s.priority(), s.timeout(), s.taskTimeout(), policy, s.failFast());
  }

  TestSubmission failFast() {
    SessionSettings s = settings;
    return set(
        s.function(), s.launch(), s.priority(), s.timeout(), s.taskTimeout(), s.retry(), true);
  }

  private TestSubmission set(
      String function,
      LaunchData launch,
      int priority,
      Duration timeout,
      @Nullable Duration taskTimeout,
      RetryPolicy retry,
      boolean failFast) {
    settings =
        new SessionSettings(
            function,
            launch,
            priority,
            null,
            timeout,
            taskTimeout,
            retry,
            failFast,
            Map.of(),
            null);
    return this;
  }

  TestSubmission override(int index, TaskOverrides task) {
    overrides.put(index, task);
    return this;
  }

  TestSubmission payloads(IntFunction<byte[]> source) {
    payloads = source;
    return this;
  }

  /** Messages carry no copies of payloads. */
  TestSubmission withoutCopies() {
    inline = false;
    return this;
  }

  /** Changes what messages say of where payloads lie. */
  TestSubmission references(UnaryOperator<BlobReference> change) {
    references = change;
    return this;
  }

  TestSubmission replyQueue(String queue) {
    replyQueues = List.of(queue);
    return this;
  }

  int tasks() {
    return tasks;
  }

  TaskId task(int index) {
    return new TaskId(id, index);
  }

  /** The messages that were sent, by index. */
  List<TaskMessage> messages() {
    return messages;
  }

  /** Submits all of it; every task is in the system then. */
  TestSubmission go() {
    Instant now = services.clock().instant();
    String owner = "submitter of " + id;
    SessionRecord session =
        new SessionRecord(
            id,
            SessionState.SUBMITTING,
            settings,
            null,
            "digest",
            now,
            now.plus(settings.timeout()),
            now.plus(Duration.ofDays(14)),
            new SubmitLease(owner, now.plusSeconds(60), -1),
            -1,
            Set.of(),
            OutcomeCounts.ZERO,
            0,
            replyQueues,
            null,
            null,
            null);
    new BeginSubmission(services.table(), session, services.clock()).run();
    Map<TaskId, BlobReference> stored = store();
    for (int first = 0; first < tasks; first += PageId.TASKS) {
      submitPage(session, new PageId(id, first / PageId.TASKS), stored);
    }
    new ActivateSession(services.table(), services.clock(), id, owner, tasks).run();
    return this;
  }

  private Map<TaskId, BlobReference> store() {
    BundleBuilder builder = new BundleBuilder(id);
    Map<TaskId, BlobReference> stored = new LinkedHashMap<>();
    List<PayloadBundle> bundles = new ArrayList<>();
    for (int index = 0; index < tasks; index++) {
      bundles.addAll(builder.add(task(index), payloads.apply(index)));
    }
    builder.build().ifPresent(bundles::add);
    for (PayloadBundle bundle : bundles) {
      services.blobs().put(bundle.key(), bundle.content());
      stored.putAll(bundle.references());
    }
    return stored;
  }

  private void submitPage(SessionRecord session, PageId page, Map<TaskId, BlobReference> stored) {
    int count = Math.min(PageId.TASKS, tasks - page.firstIndex());
    List<TaskDefinition> definitions = new ArrayList<>();
    List<TaskMessage> toSend = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TaskId task = task(page.firstIndex() + i);
      BlobReference reference = references.apply(stored.get(task));
      TaskOverrides override = overrides.getOrDefault(task.index(), TaskOverrides.NONE);
      definitions.add(new TaskDefinition(reference, override));
      byte[] payload = payloads.apply(task.index());
      boolean copy = inline && payload.length <= TaskMessage.MAX_INLINE_BYTES;
      toSend.add(new TaskMessage(task, count, reference, override, copy ? payload : null));
    }
    services.table().registerPage(new PageDefinition(page, definitions), session.pagesExpireAt());
    send(toSend);
    messages.addAll(toSend);
  }

  /** Sends messages once more, or for the first time. */
  void send(List<TaskMessage> toSend) {
    Backoff backoff =
        new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), new Random(1), any -> {});
    new SendTasks(
            services.queues(), settings.priority(), id.value(), toSend, Duration.ZERO, backoff)
        .run();
  }
}
