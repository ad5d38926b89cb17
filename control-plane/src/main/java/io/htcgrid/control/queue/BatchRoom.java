package io.htcgrid.control.queue;

import org.jspecify.annotations.Nullable;

/** What still fits into one batch of messages. Not thread-safe. */
final class BatchRoom {
  private int left = JsonMessage.MAX_BYTES;

  /** Takes room for a message, or says why there is none. */
  @Nullable SendFailure add(int bytes) {
    if (bytes > JsonMessage.MAX_BYTES) {
      return new SendFailure(
          "MessageTooLong",
          "the message has " + bytes + " bytes; SQS takes " + JsonMessage.MAX_BYTES,
          true);
    }
    if (bytes > left) {
      return new SendFailure("BatchFull", "the batch is full; it goes into the next", false);
    }
    left -= bytes;
    return null;
  }
}
