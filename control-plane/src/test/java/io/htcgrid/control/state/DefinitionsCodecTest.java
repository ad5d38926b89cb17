package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DefinitionsCodecTest {
  private final PageId page = new PageId(newId(), 3);

  @Test
  void aFewDefinitionsAreReadableAndManyAreCompressed() {
    Map<String, AttributeValue> few = DefinitionsCodec.encode(Samples.page(page, 5), EXPIRY);
    Map<String, AttributeValue> many = DefinitionsCodec.encode(Samples.page(page, 100), EXPIRY);

    assertThat(few).containsKey("json").doesNotContainKey("json_deflated");
    assertThat(many).containsKey("json_deflated").doesNotContainKey("json");
    assertThat(DefinitionsCodec.decode(page, new Item(few))).isEqualTo(Samples.page(page, 5));
    assertThat(DefinitionsCodec.decode(page, new Item(many))).isEqualTo(Samples.page(page, 100));
  }

  @Test
  void aBundlesKeyIsStoredOnce() {
    String json =
        new String(DefinitionsJson.write(Samples.page(page, 100)), StandardCharsets.UTF_8);

    assertThat(json.split("in/5e/", -1)).hasSize(2);
    assertThat(json).startsWith("{\"v\":1,\"bundles\":[\"in/5e/").contains("[0,200,199,\"");
  }

  @Test
  void theDigestDependsOnTheDefinitionsAlone() {
    Map<String, String> one = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      one.put("NAME_" + i, "value");
      other.put("NAME_" + (49 - i), "value");
    }

    assertThat(digest(one)).isEqualTo(digest(other)).hasSize(64);
    other.put("NAME_0", "another value");
    assertThat(digest(one)).isNotEqualTo(digest(other));
  }

  @Test
  void theLargestPageFitsAnItem() {
    List<TaskDefinition> tasks = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < PageId.TASKS; i++) {
      int frame = "{\"arguments\":[\"\"]}".length();
      TaskOverrides overrides =
          new TaskOverrides(
              null, List.of(letters(random, TaskOverrides.MAX_BYTES - frame)), null, null);
      BlobReference payload =
          new BlobReference(letters(random, 1024), 4_000_000_000_000L, 33_554_432, i);
      tasks.add(new TaskDefinition(payload, overrides));
    }
    PageDefinition largest = new PageDefinition(page, tasks);

    Map<String, AttributeValue> item = DefinitionsCodec.encode(largest, EXPIRY);

    assertThat(DefinitionsJson.write(largest)).hasSizeBetween(300_000, 315_000);
    assertThat(ItemSize.of(item)).isLessThan(ItemSize.MAX_BYTES);
    assertThat(DefinitionsCodec.decode(page, new Item(item))).isEqualTo(largest);
  }

  @Test
  void damagedDefinitionsAreAnErrorThatNamesThePage() {
    Map<String, AttributeValue> item = DefinitionsCodec.encode(Samples.page(page, 100), EXPIRY);
    byte[] half = Arrays.copyOf(new Item(item).bytes("json_deflated"), 300);
    item.put("json_deflated", Attributes.bytes(half));

    assertThatThrownBy(() -> DefinitionsCodec.decode(page, new Item(item)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("P#" + page.session() + "#3 DEFINITIONS");
  }

  @Test
  void definitionsOfALaterVersionAskForAnUpdate() {
    byte[] later = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);
    byte[] garbage = "{".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> DefinitionsJson.read(page, later))
        .hasMessage("definitions of page " + page + " are of version 2; update this program");
    assertThatThrownBy(() -> DefinitionsJson.read(page, garbage))
        .hasMessage("definitions of page " + page + " are not JSON");
  }

  private String digest(Map<String, String> environment) {
    TaskDefinition task =
        new TaskDefinition(Samples.payload(0), new TaskOverrides(null, null, environment, null));
    return new Item(DefinitionsCodec.encode(new PageDefinition(page, List.of(task)), EXPIRY))
        .text(DefinitionsCodec.DIGEST);
  }

  private static String letters(Random random, int count) {
    return random
        .ints(count, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
