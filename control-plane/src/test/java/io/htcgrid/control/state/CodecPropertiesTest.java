package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.AnyValue;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobLimits;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is stored is read as it was, whatever it is and whatever a later release adds to it. */
class CodecPropertiesTest {
  private static final Duration LONGEST = Duration.ofDays(100_000);

  @Provide
  Arbitrary<SessionSettings> settings() {
    return AnyValue.settings();
  }

  @Provide
  Arbitrary<PageDefinition> pages() {
    return Combinators.combine(
            AnyValue.SESSION, Arbitraries.integers().between(0, PageId.MAX_PAGES - 1))
        .as(PageId::new)
        .flatMap(
            page ->
                definition()
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(PageId.TASKS)
                    .map(tasks -> new PageDefinition(page, tasks)));
  }

  private static Arbitrary<TaskDefinition> definition() {
    Arbitrary<BlobReference> payload =
        Combinators.combine(
                Arbitraries.oneOf(
                    Arbitraries.of("in/1", "in/2"), AnyValue.UTF_8.filter(key -> !key.isEmpty())),
                Arbitraries.longs().between(0, Long.MAX_VALUE - BlobLimits.MAX_BLOB_BYTES),
                Arbitraries.integers().between(0, BlobLimits.MAX_BLOB_BYTES),
                Arbitraries.integers())
            .as(BlobReference::new);
    return Combinators.combine(
            payload,
            Arbitraries.oneOf(
                Arbitraries.just(TaskOverrides.NONE),
                AnyValue.overrides(AnyValue.UTF_8).filter(CodecPropertiesTest::fits)))
        .as(TaskDefinition::new);
  }

  /** Far from the bound: a character has six bytes at most. */
  private static boolean fits(TaskOverrides overrides) {
    return overrides.toString().length() < TaskOverrides.MAX_BYTES / 6;
  }

  @Provide
  Arbitrary<GridSettings> gridSettings() {
    return Combinators.combine(
            Arbitraries.integers().set().ofMaxSize(10),
            Arbitraries.longs()
                .between(Duration.ofDays(1).toSeconds(), LONGEST.toSeconds())
                .map(Duration::ofSeconds),
            AnyValue.UTF_8.filter(id -> !id.isEmpty()).set().ofMaxSize(5),
            Arbitraries.maps(
                    Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(64),
                    Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(64))
                .ofMaxSize(5))
        .as(GridSettings::new);
  }

  @Property(tries = 100)
  void aSessionIsReadAsItWasStored(@ForAll("settings") SessionSettings settings) {
    SessionId id = Samples.newId();
    Map<String, AttributeValue> item =
        SessionCodec.encode(Samples.session(id, settings, new SubmitLease("owner", EXPIRY, -1)));
    SessionRecord read = SessionCodec.decode(new Item(laterReleases(item)));
    assertThat(read.settings()).isEqualTo(settings);
    assertThat(read.id()).isEqualTo(id);
  }

  @Property(tries = 100)
  void definitionsAreReadAsTheyWereRegistered(@ForAll("pages") PageDefinition page) {
    Map<String, AttributeValue> item = DefinitionsCodec.encode(page, EXPIRY);
    assertThat(ItemSize.of(item)).isLessThan(ItemSize.MAX_BYTES);
    assertThat(DefinitionsCodec.decode(page.page(), new Item(laterReleases(item)))).isEqualTo(page);
  }

  @Property(tries = 100)
  void whatOperatorsSetIsReadAsTheyDid(@ForAll("gridSettings") GridSettings settings) {
    Map<String, AttributeValue> item = GridSettingsCodec.encode(settings);
    assertThat(GridSettingsCodec.decode(new Item(laterReleases(item)))).isEqualTo(settings);
  }

  @Provide
  Arbitrary<TaskOverrides> anyOverrides() {
    return AnyValue.overrides(AnyValue.TEXT).filter(CodecPropertiesTest::fits);
  }

  @Property(tries = 200)
  void halvesOfCharactersAreKeptOrRefusedWithTheTaskThatHasThem(
      @ForAll("anyOverrides") TaskOverrides overrides) {
    PageId page = new PageId(Samples.newId(), 1);
    PageDefinition definition =
        new PageDefinition(page, List.of(new TaskDefinition(Samples.payload(0), overrides)));
    try {
      Map<String, AttributeValue> item = DefinitionsCodec.encode(definition, EXPIRY);
      assertThat(DefinitionsCodec.decode(page, new Item(item))).isEqualTo(definition);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("task " + page.session() + "/100: its overrides");
    }
  }

  /** A group of pages closes once in 10,000 tasks, so that a session may cost more than a unit. */
  @ParameterizedTest
  @CsvSource({"1, 1", "100, 2", "1000, 4"})
  void aSessionOfSoManyClosedGroupsCostsSoManyWriteUnits(int groups, int units) {
    SessionId id = Samples.newId();
    SessionDraft draft = new SessionDraft(Samples.session(id));
    draft.taskCount = groups * GroupId.PAGES * PageId.TASKS;
    IntStream.range(0, groups).forEach(draft.closedGroups::add);
    draft.counts = new OutcomeCounts(draft.taskCount, 0, 0);
    for (int i = 0; i < SessionRecord.MAX_REPLY_QUEUES; i++) {
      draft.replyQueues.add("g".repeat(32) + "-replies-" + i + "c".repeat(35));
    }
    int bytes = ItemSize.of(SessionCodec.encode(draft.done()));
    System.out.printf("a session of %d closed groups: %d bytes%n", groups, bytes);
    assertThat(ItemSize.writeUnits(bytes)).isLessThanOrEqualTo(units);
  }

  private static Map<String, AttributeValue> laterReleases(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> more = new HashMap<>(item);
    more.put("of_a_later_release", Attributes.texts(List.of("?")));
    return more;
  }
}
