package io.htcgrid.connector.submit;

import io.htcgrid.control.SessionSettings;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to submit.
 *
 * @param session the id it will have
 * @param clientToken what the id was made of; null: it is random
 * @param tasks read once, on the calling thread; may throw, which cancels the session
 * @param replyQueues whom to notify
 * @param retention how long the session is kept
 */
public record SubmitRequest(
    SessionId session,
    SessionSettings settings,
    @Nullable String clientToken,
    Iterator<TaskInput> tasks,
    List<String> replyQueues,
    Duration retention) {
  public SubmitRequest {
    replyQueues = List.copyOf(replyQueues);
  }
}
