package io.htcgrid.control.explore;

import io.htcgrid.control.protocol.Protocol;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Someone who goes through protocols, one after the other. */
final class ProtocolActor implements Actor {
  /** Gives the next protocol, told how the one before ended, which is null at first. */
  interface Plan {
    @Nullable Protocol<?> next(int number, @Nullable Object before);
  }

  private final String name;
  private final Plan plan;
  private @Nullable Protocol<?> current;
  private int number;
  private boolean done;

  ProtocolActor(String name, Plan plan) {
    this.name = name;
    this.plan = plan;
    next(null);
  }

  /** One protocol, and what to do with its end. */
  static <R> ProtocolActor of(String name, Protocol<R> protocol, BiConsumer<String, R> end) {
    return new ProtocolActor(
        name,
        (number, before) -> {
          if (number == 0) {
            return protocol;
          }
          @SuppressWarnings("unchecked") // What the protocol ended with.
          R result = (R) before;
          end.accept(name, result);
          return null;
        });
  }

  private void next(@Nullable Object before) {
    current = plan.next(number, before);
    done = current == null;
    number++;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> moves() {
    return done ? List.of() : List.of("goes on");
  }

  @Override
  public boolean busy() {
    return !done;
  }

  @Override
  public void make(String move) {
    Protocol<?> protocol = current;
    if (protocol != null) {
      Object result = protocol.step();
      if (result != null) {
        next(result);
      }
    }
  }
}
