package io.htcgrid.connector.submit;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.queue.TaskMessage;
import java.util.List;

/** A page whose every payload lies in a bundle, with the messages of its tasks. */
record ReadyPage(PageDefinition definition, List<TaskMessage> messages) {
  /** About what a task takes on the heap besides its payload. */
  private static final int BYTES_PER_TASK = 1024;

  ReadyPage {
    messages = List.copyOf(messages);
  }

  int number() {
    return definition.page().number();
  }

  /** About what it takes on the heap. */
  long bytes() {
    long bytes = (long) BYTES_PER_TASK * messages.size();
    for (TaskMessage each : messages) {
      byte[] inline = each.inlinePayload();
      bytes += inline == null ? 0 : inline.length;
    }
    return bytes;
  }
}
