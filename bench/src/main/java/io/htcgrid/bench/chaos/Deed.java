package io.htcgrid.bench.chaos;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What a task has its function do. */
enum Deed {
  /** Answers at once; what is left when all others have their share. */
  QUICK(0),
  /** Answers after a moment. */
  SLOW(80),
  /** Answers after its lease was renewed many times. */
  LONG(2),
  /** Has a payload that no message carries, and an answer that no event carries. */
  LARGE(15),
  /** Writes a megabyte of log, then answers. */
  LOG(4),
  /** Starts a child that outlives the answer. */
  FORK(3),
  /** Fails its first tries, then answers. */
  FLAKY(15),
  /** Throws. */
  THROW(20),
  /** Exits. */
  EXIT(3),
  /** Hangs past its timeout. */
  HANG(2),
  /** Takes more memory than it may. */
  MEMORY(2),
  /** Answers with more than a result may hold. */
  OVERSIZE(1),
  /** Answers with what no runtime understands. */
  MALFORMED(3),
  /** Kills the agent that runs it, every time. */
  KILLER(0);

  private static final List<Deed> DRAWN =
      Stream.of(values()).filter(deed -> deed != KILLER).toList();
  private static final int WHOLE = 1000;

  private final int perThousand;

  Deed(int perThousand) {
    this.perThousand = perThousand;
  }

  /** Whether the function's process never gets to the end of it, on an agent that lives. */
  boolean endsItsProcess() {
    return this == EXIT || this == HANG || this == MEMORY;
  }

  /** The first tasks do one deed each, so that a short run has all; the others by their share. */
  static Deed of(int index, Random random) {
    if (index < DRAWN.size()) {
      return DRAWN.get(index);
    }
    int drawn = random.nextInt(WHOLE);
    for (Deed deed : DRAWN) {
      drawn -= deed.perThousand;
      if (drawn < 0) {
        return deed;
      }
    }
    return QUICK;
  }
}
