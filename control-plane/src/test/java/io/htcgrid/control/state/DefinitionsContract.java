package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Submitting: the definitions of pages. */
interface DefinitionsContract extends StateTableTest {

  @Test
  default void aPageIsRegisteredOnce() {
    PageDefinition page = Samples.page(new PageId(newId(), 3), 100);

    assertThat(table().registerPage(page, EXPIRY)).isEqualTo(new RegisterPageResult.Registered());
    assertThat(table().registerPage(page, EXPIRY))
        .isEqualTo(new RegisterPageResult.AlreadyRegistered());
    assertThat(table().readDefinitions(page.page())).contains(page);
  }

  @Test
  default void aPageThatDiffersIsRefusedAndLeavesTheFirst() {
    PageId id = new PageId(newId(), 0);
    PageDefinition first = Samples.page(id, 2);
    table().registerPage(first, EXPIRY);

    RegisterPageResult second = table().registerPage(Samples.page(id, 3), EXPIRY);

    assertThat(((RegisterPageResult.Differs) second).storedDigest()).isNotEmpty();
    assertThat(table().readDefinitions(id)).contains(first);
  }

  @Test
  default void everyFieldOfADefinitionIsReadAsWritten() {
    List<TaskDefinition> tasks =
        List.of(
            new TaskDefinition(payload(0), TaskOverrides.NONE),
            new TaskDefinition(
                new BlobReference("in/large", 5_000_000_000L, 32 * 1024 * 1024, -1),
                new TaskOverrides(
                    "other",
                    List.of("--x", "", "\"quoted\" ünïcode"),
                    Map.of("A", "1", "EMPTY", ""),
                    Duration.ofMillis(1234))),
            new TaskDefinition(payload(1), new TaskOverrides(null, List.of(), Map.of(), null)));
    PageDefinition page = new PageDefinition(new PageId(newId(), 99_999), tasks);

    table().registerPage(page, EXPIRY);

    assertThat(table().readDefinitions(page.page())).contains(page);
  }

  @Test
  default void aPageOfLargestOverridesIsReadAsWritten() {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (int i = 0; i < PageId.TASKS; i++) {
      tasks.add(new TaskDefinition(payload(i), overrides(i, TaskOverrides.MAX_BYTES)));
    }
    PageDefinition page = new PageDefinition(new PageId(newId(), 1), tasks);

    table().registerPage(page, EXPIRY);

    assertThat(table().readDefinitions(page.page())).contains(page);
  }

  @Test
  default void overridesThatAreTooLargeNameTheirTaskAndNothingIsWritten() {
    PageId id = new PageId(newId(), 2);
    TaskDefinition tooLarge =
        new TaskDefinition(payload(1), overrides(1, TaskOverrides.MAX_BYTES + 1));
    PageDefinition page =
        new PageDefinition(
            id, List.of(new TaskDefinition(payload(0), TaskOverrides.NONE), tooLarge));

    assertThatThrownBy(() -> table().registerPage(page, EXPIRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task " + id.session() + "/201:")
        .hasMessageContaining("2049 bytes")
        .hasMessageContaining("2048");
    assertThat(table().readDefinitions(id)).isEmpty();
  }

  @Test
  default void aPageThatWasNeverRegisteredHasNoDefinitions() {
    assertThat(table().readDefinitions(new PageId(newId(), 0))).isEmpty();
  }

  /** Overrides whose JSON has so many bytes. */
  private static TaskOverrides overrides(int seed, int bytes) {
    String head = "{\"arguments\":[\"";
    // Not to be compressed away, so that the page is as large as one can be.
    StringBuilder argument =
        new StringBuilder(
            new Random(seed)
                .ints(bytes, 'a', 'z' + 1)
                .collect(
                    StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
    argument.setLength(bytes - head.length() - "\"]}".length());
    return new TaskOverrides(null, List.of(argument.toString()), null, null);
  }
}
