package io.htcgrid.connector.submit;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.BundleBuilder;
import io.htcgrid.data.PageId;
import io.htcgrid.data.PayloadBundle;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of tasks into bundles and pages. What it cuts depends on the tasks alone, never on
 * time: the same tasks give the same definitions, which is how a repeated submission is recognised.
 *
 * <p>The first page has a bundle to itself, so that agents begin at once; after it a bundle is
 * closed every ten pages, or at the end of a page when it holds 1 MiB. Does no I/O; not
 * thread-safe.
 */
final class PageCutter {
  private static final int PAGES_PER_BUNDLE = 10;
  private static final int WORTH_A_BUNDLE = 1024 * 1024;

  private final SessionId session;
  private final PageSink sink;
  private final BundleBuilder builder;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<TaskId, BlobReference> references = new HashMap<>();
  private int count;

  /**
   * A task whose page is not cut yet.
   *
   * @param inline a copy of the payload for the message, when it is small
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
  private record Waiting(TaskId task, TaskOverrides overrides, byte @Nullable [] inline) {}

  PageCutter(SessionId session, PageSink sink) {
    this.session = session;
    this.sink = sink;
    this.builder = new BundleBuilder(session);
  }

  /** How many tasks were added. */
  int count() {
    return count;
  }

  void add(TaskInput input) {
    TaskId task = new TaskId(session, count);
    builder.add(task, input.payload()).forEach(this::emit);
    boolean isInline = input.payload().length <= TaskMessage.MAX_INLINE_BYTES;
    waiting.add(new Waiting(task, input.overrides(), isInline ? input.payload() : null));
    count++;
    if (count % PageId.TASKS == 0 && isDue(count / PageId.TASKS)) {
      cut();
    }
  }

  /** The rest, when no task follows. */
  void finish() {
    cut();
  }

  private boolean isDue(int pages) {
    return pages % PAGES_PER_BUNDLE == 1
        || builder.heldBytes() >= WORTH_A_BUNDLE
        || references.size() == waiting.size();
  }

  private void emit(PayloadBundle bundle) {
    references.putAll(bundle.references());
    sink.bundle(bundle);
  }

  private void cut() {
    builder.build().ifPresent(this::emit);
    for (int from = 0; from < waiting.size(); from += PageId.TASKS) {
      List<Waiting> tasks = waiting.subList(from, Math.min(from + PageId.TASKS, waiting.size()));
      sink.page(page(tasks));
    }
    waiting.clear();
    references.clear();
  }

  private ReadyPage page(List<Waiting> tasks) {
    List<TaskDefinition> definitions = new ArrayList<>(tasks.size());
    List<TaskMessage> messages = new ArrayList<>(tasks.size());
    for (Waiting each : tasks) {
      BlobReference payload = Objects.requireNonNull(references.get(each.task()));
      definitions.add(new TaskDefinition(payload, each.overrides()));
      messages.add(
          new TaskMessage(each.task(), tasks.size(), payload, each.overrides(), each.inline()));
    }
    return new ReadyPage(new PageDefinition(tasks.get(0).task().page(), definitions), messages);
  }
}
