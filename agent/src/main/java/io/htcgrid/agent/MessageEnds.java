package io.htcgrid.agent;

import io.htcgrid.control.queue.Received;

/** What becomes of a message when its task's outcome is committed, or cannot be. */
final class MessageEnds {
  private final Context context;
  private final Acknowledger acknowledger;

  MessageEnds(Context context, Acknowledger acknowledger) {
    this.context = context;
    this.acknowledger = acknowledger;
  }

  /** Of a message whose task was terminal when it came. */
  Ended.Message of(Received.Task received, Room.Seat seat) {
    return new Ended.Message() {
      @Override
      public void committed() {
        acknowledger.delete(received.level(), received.receipt());
        seat.close();
      }

      @Override
      public void abandoned() {
        seat.close();
      }
    };
  }

  /** Of a held task's message. */
  Ended.Message of(HeldTask held) {
    return new Ended.Message() {
      @Override
      public void committed() {
        acknowledger.delete(held.received().level(), held.received().receipt());
        held.release(context.nanos());
      }

      @Override
      public void abandoned() {
        held.release(context.nanos());
      }
    };
  }
}
