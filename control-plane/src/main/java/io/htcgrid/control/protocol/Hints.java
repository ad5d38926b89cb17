package io.htcgrid.control.protocol;

import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SessionEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells a connector, once. What is told stands in the table already, and connectors read it there
 * if nobody tells them: no reply queue, whatever ails it, may keep a protocol from its end.
 */
final class Hints {
  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

  private Hints() {}

  static void tell(ReplyQueues replies, String queue, SessionEvent event) {
    try {
      var unused = replies.send(queue, List.of(event));
    } catch (SdkException e) {
      LOG.info("reply queue {} took no event; its connector will read of it", queue, e);
    }
  }
}
