package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code S#<session> / SESSION}. The outcome counts are {@link GroupCodec}'s; the index keys are
 * {@link StateTableSchema}'s. Times are milliseconds since 1970.
 */
final class SessionCodec {
  /** Text: the name of the {@link SessionState}. */
  static final String STATE = "state";

  /**
   * Number: seconds since 1970, from which on the session is treated as absent. The table drops it
   * later, when its pages are gone.
   */
  static final String RETAINED_UNTIL = "retained_until";

  static final String LEASE_OWNER = "lease_owner";
  static final String LEASE_EXPIRES_AT = "lease_expires_at";

  /** Number; -1: none. */
  static final String HIGHEST_PAGE = "highest_page";

  /** Number; absent before ACTIVE. */
  static final String TASK_COUNT = "task_count";

  /** Number set. */
  static final String CLOSED_GROUPS = "closed_groups";

  /** Number; absent: 0. */
  static final String CANCEL_COUNTER = "cancel_counter";

  /** Text set. */
  static final String REPLY_QUEUES = "reply_queues";

  static final String ENDED_AT = "ended_at";

  /** Text: the name of the {@link EndReason}. */
  static final String END_REASON = "end_reason";

  static final String END_MESSAGE = "end_message";
  private static final String CLIENT_TOKEN = "client_token";
  private static final String SETTINGS_DIGEST = "settings_digest";
  private static final int NOT_SIZED = -1;

  private SessionCodec() {}

  static Map<String, AttributeValue> encode(SessionRecord session) {
    ItemBuilder item =
        ItemBuilder.of(ItemKey.session(session.id()))
            .text(STATE, session.state())
            .text(CLIENT_TOKEN, session.clientToken())
            .text(SETTINGS_DIGEST, session.settingsDigest())
            .put(StateTableSchema.CREATED.sort().attribute(), instant(session.createdAt()))
            .put(StateTableSchema.OPEN.sort().attribute(), instant(session.deadline()))
            .put(RETAINED_UNTIL, Attributes.expiry(session.expiresAt()))
            .put(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(session.idFreeAt()))
            .numberSet(CLOSED_GROUPS, session.closedGroups())
            .put(GroupCodec.COMPLETED, Attributes.number(session.counts().completed()))
            .put(GroupCodec.FAILED, Attributes.number(session.counts().failed()))
            .put(GroupCodec.CANCELLED, Attributes.number(session.counts().cancelled()))
            .put(CANCEL_COUNTER, Attributes.number(session.cancelCounter()))
            .textSet(REPLY_QUEUES, session.replyQueues())
            .text(END_REASON, session.endReason())
            .text(END_MESSAGE, session.endMessage());
    SubmitLease lease = session.submitLease();
    if (lease != null) {
      item.text(LEASE_OWNER, lease.owner())
          .put(LEASE_EXPIRES_AT, instant(lease.expiresAt()))
          .put(HIGHEST_PAGE, Attributes.number(lease.highestPage()));
    }
    if (session.sized()) {
      item.put(TASK_COUNT, Attributes.number(session.taskCount()));
    }
    if (session.endedAt() != null) {
      item.put(ENDED_AT, instant(session.endedAt()));
    }
    putIndexKeys(item, session);
    return SessionSettingsCodec.encode(item, session.settings()).build();
  }

  static SessionRecord decode(Item item) {
    return new SessionRecord(
        ItemKey.sessionOf(item.pk()),
        item.constant(SessionState.class, STATE),
        SessionSettingsCodec.decode(item),
        item.optionalText(CLIENT_TOKEN),
        item.text(SETTINGS_DIGEST),
        item.instant(StateTableSchema.CREATED.sort().attribute()),
        item.instant(StateTableSchema.OPEN.sort().attribute()),
        retainedUntil(item),
        lease(item),
        item.count(TASK_COUNT, NOT_SIZED),
        item.numberSet(CLOSED_GROUPS),
        GroupCodec.counts(item),
        item.count(CANCEL_COUNTER, 0),
        List.copyOf(item.textSet(REPLY_QUEUES)),
        item.optionalInstant(ENDED_AT),
        // A later release may have ended it for a reason of its own; that it ended is what matters.
        item.knownConstant(EndReason.class, END_REASON),
        item.optionalText(END_MESSAGE));
  }

  static Instant retainedUntil(Item item) {
    return Instant.ofEpochSecond(item.number(RETAINED_UNTIL));
  }

  private static void putIndexKeys(ItemBuilder item, SessionRecord session) {
    int shard = StateTableSchema.shardOf(session.id());
    LocalDate day = LocalDate.ofInstant(session.createdAt(), ZoneOffset.UTC);
    item.text(
        StateTableSchema.CREATED.partition().attribute(), StateTableSchema.createdKey(day, shard));
    if (!session.ended()) {
      item.text(StateTableSchema.OPEN.partition().attribute(), StateTableSchema.openKey(shard));
    }
  }

  private static @Nullable SubmitLease lease(Item item) {
    return item.has(LEASE_OWNER)
        ? new SubmitLease(
            item.text(LEASE_OWNER), item.instant(LEASE_EXPIRES_AT), item.count(HIGHEST_PAGE, -1))
        : null;
  }

  private static AttributeValue instant(Instant time) {
    return Attributes.instant(time);
  }
}
