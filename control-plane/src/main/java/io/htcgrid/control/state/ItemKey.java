package io.htcgrid.control.state;

import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item lies. A session's pages have partitions of their own, so that one large session
 * spreads over the table's partitions as well as many small ones do.
 */
record ItemKey(String pk, String sk) {
  static final String SESSION = "SESSION";
  static final String DEFINITIONS = "DEFINITIONS";
  static final String PROGRESS = "PROGRESS";
  static final String FUNCTIONS = "FUNCTIONS";
  private static final String RUN_PREFIX = "T#";

  static ItemKey session(SessionId session) {
    return new ItemKey(Partitions.SESSIONS + session, SESSION);
  }

  static ItemKey group(GroupId group) {
    return new ItemKey(Partitions.SESSIONS + group.session(), "G#" + group.number());
  }

  static ItemKey definitions(PageId page) {
    return new ItemKey(page(page), DEFINITIONS);
  }

  static ItemKey progress(PageId page) {
    return new ItemKey(page(page), PROGRESS);
  }

  static ItemKey run(TaskId task) {
    return new ItemKey(page(task.page()), RUN_PREFIX + task.index());
  }

  static ItemKey agent(String id) {
    return new ItemKey(agents(StateTableSchema.shardOf(id)), id);
  }

  static ItemKey connector(String id) {
    return new ItemKey(connectors(StateTableSchema.shardOf(id)), id);
  }

  static ItemKey settings() {
    return new ItemKey(Partitions.GRID, "SETTINGS");
  }

  static ItemKey function(String name, String version) {
    return new ItemKey(FUNCTIONS, name + ":" + version);
  }

  static ItemKey resend(SessionId session) {
    return new ItemKey(Partitions.SESSIONS + session, "RESEND");
  }

  static ItemKey sweeper(String duty) {
    return new ItemKey(Partitions.SWEEPER, duty);
  }

  /** The partition of a page's items. */
  static String page(PageId page) {
    return Partitions.PAGES + page.session() + "#" + page.number();
  }

  static String agents(int shard) {
    return Partitions.AGENTS + shard;
  }

  static String connectors(int shard) {
    return Partitions.CONNECTORS + shard;
  }

  static boolean isRun(String sk) {
    return sk.startsWith(RUN_PREFIX);
  }

  /** The index of the task whose run record has this sort key. */
  static int indexOf(String sk) {
    return Integer.parseInt(sk.substring(RUN_PREFIX.length()));
  }

  /** The session whose items lie in this partition. */
  static SessionId sessionOf(String pk) {
    return SessionId.parse(pk.substring(Partitions.SESSIONS.length()));
  }

  Map<String, AttributeValue> attributes() {
    return Map.of(
        StateTableSchema.PARTITION_KEY, Attributes.text(pk),
        StateTableSchema.SORT_KEY, Attributes.text(sk));
  }
}
