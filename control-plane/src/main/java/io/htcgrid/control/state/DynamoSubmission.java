package io.htcgrid.control.state;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Submitting: the session, its submit lease, its pages' definitions, its activation. */
final class DynamoSubmission {
  private final ItemTable table;

  DynamoSubmission(ItemTable table) {
    this.table = table;
  }

  /**
   * The item of a session that begins.
   *
   * @throws IllegalArgumentException when it does not begin, or is larger than an item may be
   */
  static Map<String, AttributeValue> itemOf(SessionRecord session) {
    if (session.state() != SessionState.SUBMITTING) {
      throw new IllegalArgumentException(
          "session " + session.id() + " is " + session.state() + "; it begins as SUBMITTING");
    }
    Map<String, AttributeValue> item = SessionCodec.encode(session);
    int size = ItemSize.of(item);
    if (size >= ItemSize.MAX_BYTES) {
      throw new IllegalArgumentException(
          "session "
              + session.id()
              + ": its settings take "
              + size
              + " bytes; DynamoDB stores fewer than "
              + ItemSize.MAX_BYTES
              + " in an item, so use shorter arguments, environment or tags");
    }
    return item;
  }

  BeginResult begin(SessionRecord session, Instant now) {
    Map<String, AttributeValue> item = itemOf(session);
    // Not where it has merely expired: its pages outlive it, and would be taken for this one's.
    Condition absent =
        Condition.noItem().or(Condition.atMost(StateTableSchema.TIME_TO_LIVE, Attributes.now(now)));
    Written written = table.putIf(item, absent);
    if (written instanceof Written.Applied applied) {
      return new BeginResult.Begun(SessionCodec.decode(applied.item()));
    }
    Item stored = ((Written.Refused) written).stored();
    if (stored == null) {
      throw new IllegalStateException("session " + session.id() + " was refused by no item");
    }
    return new BeginResult.Exists(SessionCodec.decode(stored));
  }

  LeaseResult renew(SessionId session, SubmitLease lease) {
    return leased(
        table.update(lease(session, lease).when(submitting().and(ownedBy(lease.owner())))));
  }

  LeaseResult takeOver(SessionId session, SubmitLease lease, Instant now) {
    Condition free =
        Condition.absent(SessionCodec.LEASE_OWNER)
            .or(Condition.atMost(SessionCodec.LEASE_EXPIRES_AT, Attributes.instant(now)))
            // A repetition after a lost reply.
            .or(ownedBy(lease.owner()));
    Written written =
        table.update(
            lease(session, lease).when(submitting().and(free).and(DynamoSessions.unexpired(now))));
    return written instanceof Written.Refused refused && expired(refused.stored(), now)
        ? new LeaseResult.NoSession()
        : leased(written);
  }

  RegisterPageResult registerPage(PageDefinition definition, Instant expiresAt) {
    Map<String, AttributeValue> item = DefinitionsCodec.encode(definition, expiresAt);
    Written written = table.putIf(item, Condition.noItem());
    if (!(written instanceof Written.Refused refused) || refused.stored() == null) {
      return new RegisterPageResult.Registered();
    }
    String stored = refused.stored().text(DefinitionsCodec.DIGEST);
    return stored.equals(new Item(item).text(DefinitionsCodec.DIGEST))
        ? new RegisterPageResult.AlreadyRegistered()
        : new RegisterPageResult.Differs(stored);
  }

  ActivateResult activate(SessionId session, String leaseOwner, int taskCount) {
    if (taskCount < 1 || taskCount > TaskId.MAX_TASKS) {
      throw new IllegalArgumentException(
          "session "
              + session
              + " has "
              + taskCount
              + " tasks; it must have 1 to "
              + TaskId.MAX_TASKS);
    }
    Written written =
        table.update(
            DynamoSessions.change(session, SessionState.ACTIVE, SessionState.SUBMITTING)
                .set(SessionCodec.TASK_COUNT, Attributes.number(taskCount))
                .remove(
                    SessionCodec.LEASE_OWNER,
                    SessionCodec.LEASE_EXPIRES_AT,
                    SessionCodec.HIGHEST_PAGE)
                .when(submitting().and(ownedBy(leaseOwner))));
    if (written instanceof Written.Applied applied) {
      return new ActivateResult.Activated(SessionCodec.decode(applied.item()));
    }
    Item stored = ((Written.Refused) written).stored();
    return stored == null
        ? new ActivateResult.NoSession()
        : new ActivateResult.Refused(SessionCodec.decode(stored));
  }

  private static ItemUpdate lease(SessionId session, SubmitLease lease) {
    return ItemUpdate.of(ItemKey.session(session))
        .set(SessionCodec.LEASE_OWNER, Attributes.text(lease.owner()))
        .set(SessionCodec.LEASE_EXPIRES_AT, Attributes.instant(lease.expiresAt()))
        .set(SessionCodec.HIGHEST_PAGE, Attributes.number(lease.highestPage()));
  }

  static Condition submitting() {
    return Condition.equal(SessionCodec.STATE, Attributes.text(SessionState.SUBMITTING.name()));
  }

  static Condition ownedBy(String owner) {
    return Condition.equal(SessionCodec.LEASE_OWNER, Attributes.text(owner));
  }

  private static boolean expired(@Nullable Item stored, Instant now) {
    return stored != null && !SessionCodec.retainedUntil(stored).isAfter(now);
  }

  private static LeaseResult leased(Written written) {
    if (written instanceof Written.Applied applied) {
      return new LeaseResult.Held(SessionCodec.decode(applied.item()));
    }
    Item stored = ((Written.Refused) written).stored();
    return stored == null
        ? new LeaseResult.NoSession()
        : new LeaseResult.Refused(SessionCodec.decode(stored));
  }
}
