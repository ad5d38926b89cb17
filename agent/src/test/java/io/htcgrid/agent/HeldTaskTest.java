package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.data.ByteBudget;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class HeldTaskTest {
  private final Room room = new Room(10, 10, () -> 0);

  private HeldTask held() {
    return Samples.held(room);
  }

  private HeldTask in(Phase phase) {
    HeldTask held = held();
    boolean there =
        switch (phase) {
          case WAITING -> true;
          case RUNNING -> held.start(1);
          case FINISHING -> held.finish(1);
          case ENDED -> held.finish(1) && held.ended(1);
          case GONE -> held.stop(1);
        };
    assertThat(there).isTrue();
    assertThat(held.phase()).isEqualTo(phase);
    return held;
  }

  /** Each declared transition is made, and no other. */
  @Test
  void everyTransitionIsDeclaredAndEveryDeclaredOneIsMade() {
    record Move(Phase from, Phase to) {}
    Set<Move> declared = new LinkedHashSet<>();
    Set<Move> made = new LinkedHashSet<>();
    for (Phase from : Phase.values()) {
      from.next().forEach(to -> declared.add(new Move(from, to)));
      tryMove(from, held -> held.start(2)).ifPresent(to -> made.add(new Move(from, to)));
      tryMove(from, held -> held.finish(2)).ifPresent(to -> made.add(new Move(from, to)));
      tryMove(from, held -> held.ended(2)).ifPresent(to -> made.add(new Move(from, to)));
      tryMove(from, held -> held.release(2)).ifPresent(to -> made.add(new Move(from, to)));
      tryMove(from, held -> held.stop(2)).ifPresent(to -> made.add(new Move(from, to)));
    }
    assertThat(made).containsExactlyInAnyOrderElementsOf(declared);
  }

  private Optional<Phase> tryMove(Phase from, Predicate<HeldTask> move) {
    Room unused = room;
    assertThat(unused.empty()).isTrue();
    HeldTask held = in(from);
    boolean moved = move.test(held);
    Phase now = held.phase();
    assertThat(moved).isEqualTo(now != from);
    boolean over = held.stop(3) || held.release(3) || (held.finish(3) && held.release(3));
    assertThat(over || now == Phase.GONE).isTrue();
    return moved ? Optional.of(now) : Optional.empty();
  }

  @Test
  void stoppingARunningTaskEndsItsInvocation() {
    HeldTask held = in(Phase.RUNNING);

    assertThat(held.stop(2)).isTrue();

    assertThat(held.invocation().aborted()).isTrue();
    assertThat(held.stop(3)).isFalse();
  }

  @Test
  void aTaskWithAVerdictIsNotStopped() {
    for (Phase phase : EnumSet.of(Phase.FINISHING, Phase.ENDED)) {
      HeldTask held = in(phase);
      assertThat(held.stop(2)).isFalse();
      assertThat(held.invocation().aborted()).isFalse();
    }
  }

  @Test
  void itsPayloadLeavesTheBudgetWhenItHasAVerdict() throws InterruptedException {
    ByteBudget budget = new ByteBudget(100);
    HeldTask held = held();
    held.load(new byte[60], budget.acquire(60), 1);
    assertThat(held.payload()).hasSize(60);
    held.start(2);
    assertThat(budget.held()).isEqualTo(60);

    held.finish(3);

    assertThat(budget.held()).isZero();
    assertThat(held.loaded()).isFalse();
  }

  @Test
  void aTaskThatIsStoppedWhileItWaitsHasNoPayload() {
    HeldTask held = held();
    held.load(new byte[60], null, 1);

    held.stop(2);

    assertThat(held.payload()).isNull();
  }

  @Test
  void aPayloadThatComesTooLateIsGivenBackAtOnce() throws InterruptedException {
    ByteBudget budget = new ByteBudget(100);
    HeldTask held = in(Phase.GONE);

    held.load(new byte[60], budget.acquire(60), 2);

    assertThat(budget.held()).isZero();
    assertThat(held.loaded()).isFalse();
  }
}
