package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a task costs in write units, counted by the service. */
@ExtendWith(AwsServices.class)
final class WriteUnitsTest {
  private final ConsumedCapacity consumed = new ConsumedCapacity();
  private final TestTable table;
  private final StateTable states;

  WriteUnitsTest(AwsEndpoints endpoints, UniqueName name) {
    table = new TestTable(endpoints, name, consumed);
    states = table.states();
    consumed.reset();
  }

  @AfterEach
  void dropTable() {
    table.close();
  }

  @Test
  void aTaskThatCompletesCostsTwoWriteUnits() {
    TaskId task = new TaskId(Samples.newId(), 9_999_999);

    Samples.claimed(states, task, Samples.claim("agent-0123456789abcdef"));
    states.complete(task, "agent-0123456789abcdef", 1, reference("out/", 96), NOW);

    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(2, 0, 0, 2));
  }

  @Test
  void aPageOfTasksCostsItsShareOfProgressAndDefinitions() {
    PageId page = new PageId(Samples.newId(), 99_999);
    states.registerPage(Samples.page(page, PageId.TASKS), EXPIRY);
    double definitions = consumed.total().write();
    for (int ten = page.firstIndex(); ten < page.firstIndex() + PageId.TASKS; ten += 10) {
      Set<Integer> indexes =
          IntStream.range(ten, ten + 10).boxed().collect(Collectors.toUnmodifiableSet());
      for (int index : indexes) {
        TaskId task = new TaskId(page.session(), index);
        Samples.claimed(states, task, Samples.claim("agent-0123456789abcdef"));
        states.complete(task, "agent-0123456789abcdef", 1, reference("out/", 96), NOW);
      }
      states.addProgress(page, new Outcomes(indexes, Set.of(), Set.of()), EXPIRY);
    }
    states.closePage(page, new OutcomeCounts(PageId.TASKS, 0, 0), EXPIRY);

    double perTask = consumed.total().write() / PageId.TASKS;
    System.out.printf(
        "write units: definitions of a page %.0f, a page of %d tasks %.0f, a task %.2f%n",
        definitions, PageId.TASKS, consumed.total().write(), perTask);
    assertThat(definitions).isLessThanOrEqualTo(2);
    assertThat(perTask).isLessThanOrEqualTo(2.3);
  }

  @Test
  void aSessionCostsSevenWriteUnitsOnTopOfItsTasks() {
    SessionId id = Samples.newId();
    states.begin(Samples.session(id), NOW);
    double begin = consumed.total().write();
    states.activate(id, Samples.SUBMITTER, 1);
    states.closeGroup(new GroupId(id, 0), new OutcomeCounts(1, 0, 0));
    double end = consumed.total().write();
    states.end(id, SessionState.COMPLETED, EndReason.ALL_TASKS_ENDED, "all", NOW);
    end = consumed.total().write() - end;

    System.out.printf(
        "write units: session begin %.0f, end %.0f, from begin to end %.0f%n",
        begin, end, consumed.total().write());
    // The item, and its entries in the two indexes; then the item, and its entry in one.
    assertThat(begin).isEqualTo(3);
    assertThat(end).isEqualTo(2);
    assertThat(consumed.total().write()).isEqualTo(7);
  }

  @Test
  void theLargestRunRecordCostsOneWriteUnit() {
    TaskId task = new TaskId(Samples.newId(), 9_999_999);
    String owner = "ö".repeat(Claim.MAX_OWNER_BYTES / 2);
    TaskError error =
        new TaskError(
            FailureKind.FUNCTION_OUT_OF_MEMORY,
            "t".repeat(TaskError.MAX_TYPE_BYTES),
            "m".repeat(TaskError.MAX_MESSAGE_BYTES));
    BlobReference longest = reference("out/", RunCodec.MAX_REFERENCE_BYTES);

    for (int attempt = 1; attempt <= 2; attempt++) {
      claim(task, owner, "n".repeat(Claim.MAX_NONCE_BYTES), attempt);
      states.renew(task, owner, attempt, NOW.plusSeconds(40));
      states.retry(task, owner, attempt, error, longest, NOW);
    }
    RunRecord run = claim(task, owner, "o".repeat(Claim.MAX_NONCE_BYTES), 3);
    Claim other = new Claim(owner, "p".repeat(Claim.MAX_NONCE_BYTES), NOW, EXPIRY);
    states.takeOver(run, other, NOW);
    states.fail(task, owner, 4, error, longest, NOW);

    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(9, 0, 0, 9));
    int size = ItemSize.of(table.item(ItemKey.run(task)));
    System.out.printf("the largest run record of a FAILED task: %d bytes%n", size);
    // Room for a lease's time, a not-before and ten-digit attempts and tries.
    assertThat(size).isLessThan(ItemSize.WRITE_UNIT_BYTES - 50);
  }

  @Test
  void whatChangesWithEveryTaskOrPageStaysBelowAWriteUnit() {
    PageId page = new PageId(Samples.newId(), 99_999);
    Set<Integer> all =
        IntStream.range(9_999_900, 10_000_000).boxed().collect(Collectors.toUnmodifiableSet());
    states.addProgress(page, new Outcomes(all, all, all), EXPIRY);
    for (int number = 99_900; number < 100_000; number++) {
      states.closePage(
          new PageId(page.session(), number), new OutcomeCounts(1_111, 1_111, 1_111), EXPIRY);
    }

    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(101, 0, 0, 101));
    assertThat(ItemSize.of(table.item(ItemKey.progress(page)))).isLessThan(1024);
    assertThat(ItemSize.of(table.item(ItemKey.group(page.group())))).isLessThan(1024);
  }

  @Test
  void aSubmitLeaseIsRenewedForOneWriteUnit() {
    SessionId id = Samples.newId();
    states.begin(Samples.session(id), NOW);
    consumed.reset();

    states.renewSubmission(id, new SubmitLease(Samples.SUBMITTER, EXPIRY, 99_999));

    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(1, 0, 0, 1));
  }

  private RunRecord claim(TaskId task, String owner, String nonce, int attempt) {
    RunRecord run =
        Samples.claimed(states, task, new Claim(owner, nonce, NOW.plusSeconds(30), EXPIRY));
    assertThat(run.attempt()).isEqualTo(attempt);
    return run;
  }

  /** A reference whose text has so many bytes. */
  private static BlobReference reference(String prefix, int bytes) {
    BlobReference shortest = new BlobReference(prefix, 8_000_000_000L, 33_554_432, -1);
    String key = prefix + "k".repeat(bytes - shortest.toString().length());
    return new BlobReference(key, shortest.offset(), shortest.length(), shortest.crc32c());
  }
}
