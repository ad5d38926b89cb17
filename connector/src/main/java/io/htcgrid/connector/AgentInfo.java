package io.htcgrid.connector;

import io.htcgrid.control.state.AgentRecord;
import java.time.Instant;

/**
 * An agent that is alive, as it said itself within the last two minutes.
 *
 * @param slots tasks that it runs at once
 * @param busy slots that ran a task when it last said so, every 30 s
 * @param lastSeen when it last said that it lives
 * @param draining whether it takes no more tasks and will stop: it said so, or an operator asked it
 *     to
 */
public record AgentInfo(
    String id,
    String host,
    String version,
    int slots,
    int busy,
    Instant lastSeen,
    boolean draining) {

  static AgentInfo of(AgentRecord agent, boolean asked) {
    return new AgentInfo(
        agent.id(),
        agent.host(),
        agent.version(),
        agent.slots(),
        agent.busy(),
        agent.lastSeen(),
        asked || agent.draining());
  }
}
