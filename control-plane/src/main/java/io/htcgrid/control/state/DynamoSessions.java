package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SessionStates;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What changes in a session's item after its submit. None of it brings an absent one into being.
 */
final class DynamoSessions {
  private final ItemTable table;

  DynamoSessions(ItemTable table) {
    this.table = table;
  }

  /** A change of state that {@link SessionStates} lists. */
  static ItemUpdate change(SessionId session, SessionState to, SessionState from) {
    if (!SessionStates.allows(from, to)) {
      throw new IllegalStateException("no session goes from " + from + " to " + to);
    }
    return ItemUpdate.of(ItemKey.session(session))
        .set(SessionCodec.STATE, Attributes.text(to.name()));
  }

  static Condition unexpired(Instant now) {
    return Condition.moreThan(SessionCodec.RETAINED_UNTIL, Attributes.now(now));
  }

  EndResult end(
      SessionId session, SessionState state, EndReason reason, String message, Instant now) {
    List<AttributeValue> from =
        Stream.of(SessionState.values())
            .filter(each -> SessionStates.allows(each, state))
            .map(each -> Attributes.text(each.name()))
            .toList();
    EndResult result =
        end(session, state, reason, message, now, Condition.oneOf(SessionCodec.STATE, from));
    if (result instanceof EndResult.LeaseLost refused) {
      throw new IllegalStateException(
          "session " + session + " is " + refused.stored().state() + "; it cannot become " + state);
    }
    return result;
  }

  EndResult endSubmission(
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message,
      Instant now) {
    checkEnds(session, state);
    if (!SessionStates.allows(SessionState.SUBMITTING, state)) {
      throw new IllegalStateException("no session goes from SUBMITTING to " + state);
    }
    Condition held = DynamoSubmission.submitting().and(DynamoSubmission.ownedBy(leaseOwner));
    return end(session, state, reason, message, now, held);
  }

  private EndResult end(
      SessionId session,
      SessionState state,
      EndReason reason,
      String message,
      Instant now,
      Condition from) {
    checkEnds(session, state);
    Written written =
        table.update(
            ItemUpdate.of(ItemKey.session(session))
                .set(SessionCodec.STATE, Attributes.text(state.name()))
                .set(SessionCodec.ENDED_AT, Attributes.instant(now))
                .set(SessionCodec.END_REASON, Attributes.text(reason.name()))
                .set(SessionCodec.END_MESSAGE, Attributes.text(message))
                .remove(StateTableSchema.OPEN.partition().attribute())
                .when(from.and(unexpired(now))));
    if (written instanceof Written.Applied applied) {
      return new EndResult.Ended(SessionCodec.decode(applied.item()));
    }
    Item item = ((Written.Refused) written).stored();
    SessionRecord stored = item == null ? null : SessionCodec.decode(item);
    if (stored == null || !stored.expiresAt().isAfter(now)) {
      return new EndResult.NoSession();
    }
    return stored.ended() ? new EndResult.AlreadyEnded(stored) : new EndResult.LeaseLost(stored);
  }

  private static void checkEnds(SessionId session, SessionState state) {
    if (!state.ended()) {
      throw new IllegalArgumentException("session " + session + " cannot end as " + state);
    }
  }

  Optional<CloseResult<SessionRecord>> closeGroup(GroupId group, OutcomeCounts counts) {
    ItemUpdate update =
        ItemUpdate.of(ItemKey.session(group.session()))
            .add(SessionCodec.CLOSED_GROUPS, Attributes.numberSet(Set.of(group.number())));
    Condition notCounted =
        Condition.lacks(SessionCodec.CLOSED_GROUPS, Attributes.number(group.number()));
    Written written =
        table.update(
            GroupCodec.addCounts(update, counts).when(Condition.itemExists().and(notCounted)));
    if (written instanceof Written.Applied applied) {
      return Optional.of(new CloseResult.Closed<>(SessionCodec.decode(applied.item())));
    }
    return stored(written).map(CloseResult.AlreadyClosed::new);
  }

  Optional<SessionRecord> raiseCancelCounter(SessionId session) {
    return stored(
        table.update(
            ItemUpdate.of(ItemKey.session(session))
                .add(SessionCodec.CANCEL_COUNTER, 1)
                .when(Condition.itemExists())));
  }

  ReplyQueueResult addReplyQueue(SessionId session, String queue) {
    AttributeValue element = Attributes.textSet(List.of(queue));
    Condition room = Condition.fewerThan(SessionCodec.REPLY_QUEUES, SessionRecord.MAX_REPLY_QUEUES);
    Written written =
        table.update(
            ItemUpdate.of(ItemKey.session(session))
                .add(SessionCodec.REPLY_QUEUES, element)
                .when(Condition.itemExists().and(room)));
    SessionRecord stored = stored(written).orElse(null);
    return stored == null ? new ReplyQueueResult.NoSession() : named(stored, queue);
  }

  private static ReplyQueueResult named(SessionRecord stored, String queue) {
    return stored.replyQueues().contains(queue)
        ? new ReplyQueueResult.Named(stored)
        : new ReplyQueueResult.Full(stored);
  }

  void removeReplyQueue(SessionId session, String queue) {
    table.update(
        ItemUpdate.of(ItemKey.session(session))
            .delete(SessionCodec.REPLY_QUEUES, Attributes.textSet(List.of(queue)))
            .when(Condition.itemExists()));
  }

  /** What the item is now, changed or not. */
  private static Optional<SessionRecord> stored(Written written) {
    @Nullable Item item =
        written instanceof Written.Applied applied
            ? applied.item()
            : ((Written.Refused) written).stored();
    return Optional.ofNullable(item).map(SessionCodec::decode);
  }
}
