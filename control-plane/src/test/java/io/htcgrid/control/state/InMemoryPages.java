package io.htcgrid.control.state;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.PageProgress;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The definitions, progress and groups of {@link InMemoryStateTable}. Not thread-safe. */
final class InMemoryPages {
  private final Map<PageId, PageDefinition> definitions = new HashMap<>();
  private final Map<PageId, PageProgress> progress = new HashMap<>();
  private final Map<GroupId, GroupProgress> groups = new HashMap<>();

  @Nullable PageDefinition definitions(PageId page) {
    return definitions.get(page);
  }

  PageProgress progress(PageId page) {
    return progress.getOrDefault(page, PageProgress.empty(page));
  }

  GroupProgress group(GroupId group) {
    return groups.getOrDefault(group, GroupProgress.empty(group));
  }

  RegisterPageResult register(PageDefinition definition, Instant expiresAt) {
    String digest = digest(definition, expiresAt);
    PageDefinition stored = definitions.putIfAbsent(definition.page(), definition);
    if (stored == null) {
      return new RegisterPageResult.Registered();
    }
    String storedDigest = digest(stored, expiresAt);
    return storedDigest.equals(digest)
        ? new RegisterPageResult.AlreadyRegistered()
        : new RegisterPageResult.Differs(storedDigest);
  }

  ProgressResult add(PageId page, Outcomes outcomes) {
    PageProgress stored = progress(page);
    Set<Integer> completed = union(page, stored.completed(), outcomes.completed());
    Set<Integer> failed = union(page, stored.failed(), outcomes.failed());
    Set<Integer> cancelled = union(page, stored.cancelled(), outcomes.cancelled());
    if (stored.sealed()) {
      return new ProgressResult.Sealed(stored);
    }
    PageProgress now = new PageProgress(page, completed, failed, cancelled, false);
    progress.put(page, now);
    return new ProgressResult.Added(now);
  }

  PageProgress seal(PageId page) {
    PageProgress stored = progress(page);
    PageProgress now =
        new PageProgress(page, stored.completed(), stored.failed(), stored.cancelled(), true);
    progress.put(page, now);
    return now;
  }

  CloseResult<GroupProgress> closePage(PageId page, OutcomeCounts counts) {
    GroupProgress stored = group(page.group());
    if (stored.closedPages().contains(page.number())) {
      return new CloseResult.AlreadyClosed<>(stored);
    }
    Set<Integer> pages = new HashSet<>(stored.closedPages());
    pages.add(page.number());
    GroupProgress now = new GroupProgress(page.group(), pages, stored.counts().plus(counts));
    groups.put(page.group(), now);
    return new CloseResult.Closed<>(now);
  }

  void plant(PageId page, UnaryOperator<PageProgress> change) {
    progress.put(page, change.apply(progress(page)));
  }

  void plant(GroupId group, UnaryOperator<GroupProgress> change) {
    groups.put(group, change.apply(group(group)));
  }

  private static Set<Integer> union(PageId page, Set<Integer> stored, Set<Integer> added) {
    for (int index : added) {
      if (!new TaskId(page.session(), index).page().equals(page)) {
        throw new IllegalArgumentException("page " + page + " does not hold task " + index);
      }
    }
    Set<Integer> union = new HashSet<>(stored);
    union.addAll(added);
    return union;
  }

  /** As stored in DynamoDB, which refuses what is too large for it. */
  private static String digest(PageDefinition definition, Instant expiresAt) {
    return new Item(DefinitionsCodec.encode(definition, expiresAt)).text(DefinitionsCodec.DIGEST);
  }
}
