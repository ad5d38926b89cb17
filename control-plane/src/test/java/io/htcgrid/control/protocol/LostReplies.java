package io.htcgrid.control.protocol;

import io.htcgrid.control.state.StateTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;

/** A table that does what it is asked to, and sometimes fails to say so. */
final class LostReplies {
  /** The call was made; its reply is lost. */
  static final class LostReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostReplyException(String method) {
      super("the reply of " + method + " is lost");
    }
  }

  private LostReplies() {}

  /**
   * Loses a call's reply when told to.
   *
   * @param lose asked after every call
   */
  static StateTable of(StateTable table, BooleanSupplier lose) {
    return (StateTable)
        Proxy.newProxyInstance(
            StateTable.class.getClassLoader(),
            new Class<?>[] {StateTable.class},
            (proxy, method, arguments) -> {
              try {
                Object reply = method.invoke(table, arguments);
                if (lose.getAsBoolean()) {
                  throw new LostReplyException(method.getName());
                }
                return reply;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Runs a protocol as its drivers do: a step whose reply was lost is repeated. */
  static <R> R run(Protocol<R> protocol) {
    while (true) {
      try {
        R result = protocol.step();
        if (result != null) {
          return result;
        }
      } catch (LostReplyException repeat) {
        // The step is made again.
      }
    }
  }
}
