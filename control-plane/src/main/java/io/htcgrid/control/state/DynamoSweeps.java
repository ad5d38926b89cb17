package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What sweepers remember. */
final class DynamoSweeps {
  /** Text: how far a duty got, in its own words. */
  private static final String NOTE = "note";

  private final ItemTable table;

  DynamoSweeps(ItemTable table) {
    this.table = table;
  }

  Optional<String> note(String duty) {
    return table.read(ItemKey.sweeper(duty)).map(item -> item.text(NOTE));
  }

  void writeNote(String duty, @Nullable String note) {
    ItemKey key = ItemKey.sweeper(duty);
    if (note == null) {
      table.delete(key);
    } else {
      table.put(ItemBuilder.of(key).text(NOTE, note).build());
    }
  }

  List<ResendRecord> resendsEventually(Collection<SessionId> sessions) {
    return table.readEventually(sessions.stream().map(ItemKey::resend).toList()).stream()
        .map(ResendCodec::decode)
        .toList();
  }

  boolean writeResend(ResendRecord next) {
    if (next.version() < 1) {
      throw new IllegalArgumentException(
          "resend record of session " + next.session() + " has version " + next.version());
    }
    Condition before =
        next.version() == 1
            ? Condition.noItem()
            : Condition.equal(ResendCodec.VERSION, Attributes.number(next.version() - 1));
    Map<String, AttributeValue> item = ResendCodec.encode(next);
    Written written = table.putIf(item, before);
    if (written instanceof Written.Applied) {
      return true;
    }
    Item stored = ((Written.Refused) written).stored();
    return stored != null && ResendCodec.decode(stored).equals(ResendCodec.decode(new Item(item)));
  }
}
