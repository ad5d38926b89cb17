package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.htcgrid.runtime.invocation.ErrorDocument;
import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.InvocationOutcome.Abandoned;
import io.htcgrid.runtime.invocation.InvocationOutcome.Failed;
import io.htcgrid.runtime.invocation.InvocationOutcome.Refused;
import io.htcgrid.runtime.invocation.ServiceError;
import java.util.Locale;

/** Why a process ended, and what that means for the invocation it had. */
sealed interface ProcessEnd {

  /**
   * What is known of the process when nothing of it lives any more.
   *
   * @param name the function
   * @param initialised whether it ever asked for an invocation
   * @param delivered whether the function saw the invocation
   * @param log the last bytes of its log
   * @param residentBytes its size when last looked at
   * @param memoryMb its limit
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Remains(
      String name,
      boolean initialised,
      boolean delivered,
      byte[] log,
      long residentBytes,
      int memoryMb) {}

  /** The fate of the invocation that the process had. */
  Delivery delivery(Remains remains);

  /** The runtime found a fault and killed it. */
  record Fault(InvocationError error, String message) implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return failed(ErrorDocument.of(error, message), remains);
    }
  }

  /** It reported that its init failed. */
  record InitReported(ErrorDocument report) implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return failed(report.as(InvocationError.INIT_FAILED), remains);
    }
  }

  /** The machine had no room for it: nothing is said of the function, and it may work later. */
  record Unstartable(String message) implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return new Delivery.Ended(new Refused(ServiceError.SERVICE, message));
    }
  }

  /** It ended by itself, or someone else killed it. */
  record Exited(int status) implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      if (remains.initialised() && !remains.delivered()) {
        return new Delivery.Lost();
      }
      return failed(document(remains), remains);
    }

    /** Whether it was killed close to its limit: then most likely by the kernel, for its memory. */
    boolean lackedMemory(Remains remains) {
      long limit = (long) remains.memoryMb() << 20;
      return status == ExitStatus.KILLED && remains.residentBytes() >= limit / 100 * 95;
    }

    /** The error when it lacked memory. */
    ErrorDocument outOfMemory(Remains remains) {
      return ErrorDocument.of(
          InvocationError.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "Function %s %s, most likely for its memory: %d MiB of resident memory in use, the limit (memoryMb) is %d MiB",
              remains.name(),
              ExitStatus.describe(status),
              mebibytes(remains.residentBytes()),
              remains.memoryMb()));
    }

    private ErrorDocument document(Remains remains) {
      if (new String(remains.log(), UTF_8)
          .contains("Terminating due to java.lang.OutOfMemoryError")) {
        return ErrorDocument.of(InvocationError.OUT_OF_MEMORY, outOfJavaHeap(remains));
      }
      if (lackedMemory(remains)) {
        return outOfMemory(remains);
      }
      String line = InvocationLog.lastLine(remains.log());
      return ErrorDocument.of(
          remains.initialised() ? InvocationError.EXITED : InvocationError.INIT_FAILED,
          "Function "
              + remains.name()
              + " "
              + ExitStatus.describe(status)
              + (remains.initialised()
                  ? " before it answered"
                  : " before it asked for its first invocation")
              + (line.isEmpty() ? "" : "; the last line of its log is: " + line));
    }
  }

  /** The client of its invocation left. */
  record Cancelled() implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return new Delivery.Ended(new Abandoned());
    }
  }

  /** It was not needed any more, or did not come back for its next invocation. */
  record Retired() implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return new Delivery.Lost();
    }
  }

  /** The runtime is stopping. */
  record Closing() implements ProcessEnd {
    @Override
    public Delivery delivery(Remains remains) {
      return new Delivery.Ended(new Refused(ServiceError.SERVICE, "The runtime is stopping"));
    }
  }

  /** The message for a full Java heap. */
  static String outOfJavaHeap(Remains remains) {
    return String.format(
        Locale.ROOT,
        "Function %s ran out of Java heap: %d MiB of resident memory in use, the limit (memoryMb) is %d MiB",
        remains.name(),
        mebibytes(remains.residentBytes()),
        remains.memoryMb());
  }

  /** The message for too much resident memory. */
  static String overMemory(String name, long bytes, int memoryMb) {
    return String.format(
        Locale.ROOT,
        "Function %s used %d MiB of resident memory, more than its limit (memoryMb) of %d MiB, and was killed",
        name,
        mebibytes(bytes),
        memoryMb);
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }

  private static Delivery failed(ErrorDocument document, Remains remains) {
    InvocationOutcome failed = new Failed(false, document.toJson(), remains.log());
    return new Delivery.Ended(failed);
  }
}
