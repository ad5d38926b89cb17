package io.htcgrid.control.state;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reading, by key. */
final class DynamoReading {
  private final ItemTable table;

  DynamoReading(ItemTable table) {
    this.table = table;
  }

  Optional<SessionRecord> session(SessionId session, Instant now) {
    return table
        .read(ItemKey.session(session))
        .map(SessionCodec::decode)
        .filter(found -> found.expiresAt().isAfter(now));
  }

  List<SessionRecord> sessionsEventually(Collection<SessionId> sessions, Instant now) {
    Map<SessionId, SessionRecord> found = new HashMap<>();
    for (Item item : table.readEventually(sessions.stream().map(ItemKey::session).toList())) {
      SessionRecord session = SessionCodec.decode(item);
      if (session.expiresAt().isAfter(now)) {
        found.put(session.id(), session);
      }
    }
    return sessions.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
  }

  GroupProgress group(GroupId group) {
    return table
        .read(ItemKey.group(group))
        .map(item -> GroupCodec.decode(group, item))
        .orElse(GroupProgress.empty(group));
  }

  Map<GroupId, GroupProgress> groupsEventually(Collection<GroupId> groups) {
    Map<ItemKey, Item> found = new HashMap<>();
    for (Item item : table.readEventually(groups.stream().map(ItemKey::group).toList())) {
      found.put(new ItemKey(item.pk(), item.sk()), item);
    }
    Map<GroupId, GroupProgress> progress = new HashMap<>();
    for (GroupId group : groups) {
      Item item = found.get(ItemKey.group(group));
      progress.put(
          group, item == null ? GroupProgress.empty(group) : GroupCodec.decode(group, item));
    }
    return progress;
  }

  PageProgress progress(PageId page) {
    return table
        .read(ItemKey.progress(page))
        .map(item -> ProgressCodec.decode(page, item))
        .orElse(PageProgress.empty(page));
  }

  Map<PageId, PageProgress> progressEventually(Collection<PageId> pages) {
    Map<String, Item> found = new HashMap<>();
    for (Item item : table.readEventually(pages.stream().map(ItemKey::progress).toList())) {
      found.put(item.pk(), item);
    }
    Map<PageId, PageProgress> progress = new HashMap<>();
    for (PageId page : pages) {
      Item item = found.get(ItemKey.page(page));
      progress.put(
          page, item == null ? PageProgress.empty(page) : ProgressCodec.decode(page, item));
    }
    return progress;
  }

  Optional<PageDefinition> definitions(PageId page) {
    return table.read(ItemKey.definitions(page)).map(item -> DefinitionsCodec.decode(page, item));
  }

  Optional<RunRecord> run(TaskId task) {
    return table.read(ItemKey.run(task)).map(item -> RunCodec.decode(task.session(), item));
  }

  PageContents page(PageId page) {
    Optional<PageDefinition> definitions = Optional.empty();
    PageProgress progress = PageProgress.empty(page);
    Map<Integer, RunRecord> runs = new HashMap<>();
    for (Item item : table.readPartition(ItemKey.page(page))) {
      if (ItemKey.isRun(item.sk())) {
        runs.put(ItemKey.indexOf(item.sk()), RunCodec.decode(page.session(), item));
      } else if (item.sk().equals(ItemKey.PROGRESS)) {
        progress = ProgressCodec.decode(page, item);
      } else if (item.sk().equals(ItemKey.DEFINITIONS)) {
        definitions = Optional.of(DefinitionsCodec.decode(page, item));
      }
    }
    return new PageContents(definitions, progress, runs);
  }
}
