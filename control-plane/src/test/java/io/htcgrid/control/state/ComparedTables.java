package io.htcgrid.control.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes every call on two tables, and requires the same reply of both. */
final class ComparedTables {
  private final StateTable left;
  private final StateTable right;
  private final StateTable both;
  private final Set<String> called = new TreeSet<>();
  private final List<String> story = new ArrayList<>();
  private int calls;

  ComparedTables(StateTable left, StateTable right) {
    this.left = left;
    this.right = right;
    this.both =
        (StateTable)
            Proxy.newProxyInstance(
                StateTable.class.getClassLoader(),
                new Class<?>[] {StateTable.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  /** Its replies are the left table's. */
  StateTable both() {
    return both;
  }

  /** Tells what both hold, without comparing. */
  StateTable left() {
    return left;
  }

  /** The methods that were called so far, by name. */
  Set<String> called() {
    return called;
  }

  int calls() {
    return calls;
  }

  /** Forgets the calls made so far, which a difference from now on has nothing to do with. */
  void begin() {
    story.clear();
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    calls++;
    called.add(method.getName());
    story.add(method.getName() + Arrays.toString(arguments));
    Reply one = Reply.of(left, method, arguments);
    Reply other = Reply.of(right, method, arguments);
    if (!one.sameAs(other)) {
      throw new DifferenceError(story, one, other);
    }
    if (one.thrown() != null) {
      throw one.thrown();
    }
    return one.value();
  }

  /** What came back; one of them is null. */
  private record Reply(@Nullable Object value, @Nullable Throwable thrown) {
    static Reply of(StateTable table, Method method, Object @Nullable [] arguments)
        throws IllegalAccessException {
      try {
        return new Reply(method.invoke(table, arguments), null);
      } catch (InvocationTargetException e) {
        return new Reply(null, e.getCause());
      }
    }

    /** Messages of exceptions and cursors of listings are each table's own. */
    boolean sameAs(Reply other) {
      return Objects.equals(told(), other.told());
    }

    private @Nullable Object told() {
      if (thrown != null) {
        return thrown.getClass();
      }
      return value instanceof SessionPage page ? page.sessions() : value;
    }
  }

  /** Two tables replied differently to one call. */
  static final class DifferenceError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private DifferenceError(List<String> story, Reply one, Reply other) {
      super(String.join("\n  ", story) + "\n replied\n  " + one + "\n and\n  " + other);
    }
  }
}
