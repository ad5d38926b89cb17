package io.htcgrid.control.state;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code AGENTS#<shard> / <agent>}: an agent that lives. */
final class AgentCodec {
  private static final String HOST = "host";
  private static final String VERSION = "version";
  private static final String SLOTS = "slots";
  private static final String BUSY = "busy";

  /** Absent: it works, or is of a release that did not tell. */
  private static final String DRAINING = "draining";

  /** Milliseconds since 1970. */
  private static final String LAST_SEEN = "last_seen";

  private AgentCodec() {}

  static Map<String, AttributeValue> encode(AgentRecord agent) {
    return ItemBuilder.of(ItemKey.agent(agent.id()))
        .text(HOST, agent.host())
        .text(VERSION, agent.version())
        .put(SLOTS, Attributes.number(agent.slots()))
        .put(BUSY, Attributes.number(agent.busy()))
        .put(DRAINING, AttributeValue.fromBool(agent.draining()))
        .put(LAST_SEEN, Attributes.instant(agent.lastSeen()))
        .put(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(agent.expiresAt()))
        .build();
  }

  static AgentRecord decode(Item item) {
    return new AgentRecord(
        item.sk(),
        item.text(HOST),
        item.text(VERSION),
        Math.toIntExact(item.number(SLOTS)),
        Math.toIntExact(item.number(BUSY)),
        item.flag(DRAINING),
        item.instant(LAST_SEEN),
        item.expiry());
  }
}
