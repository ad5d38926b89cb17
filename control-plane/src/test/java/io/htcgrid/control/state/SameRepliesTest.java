package io.htcgrid.control.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.RunRecord;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random sequences of calls get the same replies of the table in memory, over which every
 * interleaving is explored, and of DynamoDB. {@code -Dhtcgrid.seed=…} tries other sequences, {@code
 * -Dhtcgrid.sequences=…} more of them.
 */
@ExtendWith(AwsServices.class)
final class SameRepliesTest {
  private static final long SEED = Long.getLong("htcgrid.seed", 20_261_122);
  private static final int SEQUENCES = Integer.getInteger("htcgrid.sequences", 30);

  /** Tables in memory are fast, and some differences show in few sequences. */
  private static final int PLANTED_SEQUENCES = 150;

  private static final int CALLS = 45;

  @Test
  void randomCallsGetTheSameRepliesInMemoryAndFromDynamo(AwsEndpoints endpoints, UniqueName name) {
    try (TestTable dynamo = new TestTable(endpoints, name)) {
      ComparedTables tables = new ComparedTables(new InMemoryStateTable(), dynamo.states());
      makeCalls(tables, SEQUENCES);
      assertThat(tables.called()).isEqualTo(methods());
      System.out.println(tables.calls() + " calls got the same replies");
    }
  }

  @ParameterizedTest
  @EnumSource(Difference.class)
  void aPlantedDifferenceIsFound(Difference difference) {
    ComparedTables tables =
        new ComparedTables(new InMemoryStateTable(), difference.plantIn(new InMemoryStateTable()));
    assertThatThrownBy(() -> makeCalls(tables, PLANTED_SEQUENCES))
        .isInstanceOf(SequenceError.class);
  }

  private static void makeCalls(ComparedTables tables, int sequences) {
    for (int number = 0; number < sequences; number++) {
      long seed = SEED + number;
      tables.begin();
      RandomCalls calls = new RandomCalls(seed, tables.both(), tables.left());
      try {
        calls.begin();
        for (int i = 0; i < CALLS; i++) {
          calls.make();
        }
        calls.readAll();
      } catch (ComparedTables.DifferenceError e) {
        throw new SequenceError(seed, e);
      }
    }
  }

  private static Set<String> methods() {
    return Arrays.stream(StateTable.class.getMethods())
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  /** Says how to see a difference again. */
  private static final class SequenceError extends AssertionError {
    private static final long serialVersionUID = 1L;

    SequenceError(long seed, Throwable cause) {
      super("-Dhtcgrid.seed=" + seed + " -Dhtcgrid.sequences=1: " + cause.getMessage(), cause);
    }
  }

  /** What one table of two does on its own. */
  private enum Difference {
    A_RENEWAL_IS_NOT_SAID {
      @Override
      @Nullable Object reply(InMemoryStateTable table, Method method, @Nullable Object reply) {
        if (reply instanceof RunResult.Done done && method.getName().equals("renew")) {
          RunDraft draft = new RunDraft(done.run());
          draft.renewed = false;
          return new RunResult.Done(draft.done());
        }
        return reply;
      }
    },
    A_CLAIM_IS_STORED_WITH_ITS_OLD_ATTEMPT {
      @Override
      @Nullable Object reply(InMemoryStateTable table, Method method, @Nullable Object reply) {
        if (reply instanceof ClaimResult.Claimed claimed && claimed.run().attempt() > 2) {
          RunRecord run = claimed.run();
          table.plantLowerAttempt(run.task());
        }
        return reply;
      }
    },
    A_LOST_LEASE_IS_HELD {
      @Override
      @Nullable Object reply(InMemoryStateTable table, Method method, @Nullable Object reply) {
        return reply instanceof LeaseResult.Refused refused
            ? new LeaseResult.Held(refused.stored())
            : reply;
      }
    },
    A_GROUP_COUNTS_A_PAGE_TWICE {
      @Override
      @Nullable Object reply(InMemoryStateTable table, Method method, @Nullable Object reply) {
        if (reply instanceof CloseResult.AlreadyClosed<?> closed
            && method.getName().equals("closePage")) {
          return new CloseResult.Closed<>(closed.stored());
        }
        return reply;
      }
    };

    abstract @Nullable Object reply(
        InMemoryStateTable table, Method method, @Nullable Object reply);

    StateTable plantIn(InMemoryStateTable table) {
      return (StateTable)
          Proxy.newProxyInstance(
              StateTable.class.getClassLoader(),
              new Class<?>[] {StateTable.class},
              (proxy, method, arguments) -> {
                try {
                  return reply(table, method, method.invoke(table, arguments));
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
