package io.htcgrid.bench.transfer;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an agent left of a session that it ran.
 *
 * @param run the item of task 0's run record
 * @param bundleResults how many results a bundle holds on average, 1 or more
 */
record AgentsTraces(Map<String, AttributeValue> run, int bundleResults) {

  /** Of a session whose every task completed. */
  static AgentsTraces of(GridClients clients, SessionId session, int tasks) {
    Set<String> bundles = new HashSet<>();
    for (int page = 0; page * PageId.TASKS < tasks; page++) {
      clients.services().table().readPage(new PageId(session, page)).runs().values().stream()
          .map(RunRecord::result)
          .filter(Objects::nonNull)
          .forEach(result -> bundles.add(result.key()));
    }
    return new AgentsTraces(
        runItem(clients, session), Math.max(1, Math.round((float) tasks / bundles.size())));
  }

  private static Map<String, AttributeValue> runItem(GridClients clients, SessionId session) {
    return clients
        .dynamoDb()
        .getItem(
            request ->
                request
                    .tableName(clients.config().stateTableName())
                    .key(StoredCopies.runKey(session, 0)))
        .item();
  }
}
