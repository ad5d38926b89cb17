package io.htcgrid.data;

import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReadRangeTest {
  private final Map<TaskId, BlobReference> references = new TreeMap<>();

  private void want(String key, long offset, int length) {
    references.put(task(references.size()), new BlobReference(key, offset, length, 0));
  }

  private Map<String, Integer> plan() {
    Map<String, Integer> tasksByRange = new TreeMap<>();
    for (ReadRange range : ReadRange.plan(references)) {
      tasksByRange.put(range.key() + " " + range.start() + "-" + range.end(), range.blobs().size());
    }
    return tasksByRange;
  }

  @Test
  void neighboursBecomeOneRangeWhateverTheirOrder() {
    want("a", 200, 100);
    want("a", 0, 100);
    want("a", 100, 100);
    assertThat(plan()).containsExactly(Map.entry("a 0-300", 3));
  }

  @Test
  void aGapWithinTheBoundIsReadOver() {
    want("a", 0, 10);
    want("a", 10 + BlobStore.MAX_GAP_BYTES, 10);
    assertThat(plan()).containsExactly(Map.entry("a 0-" + (20 + BlobStore.MAX_GAP_BYTES), 2));
  }

  @Test
  void aGapAboveTheBoundIsNot() {
    want("a", 0, 10);
    want("a", 11 + BlobStore.MAX_GAP_BYTES, 10);
    assertThat(plan()).hasSize(2);
  }

  @Test
  void objectsAreReadApart() {
    want("a", 0, 10);
    want("b", 10, 10);
    assertThat(plan()).containsOnly(Map.entry("a 0-10", 1), Map.entry("b 10-20", 1));
  }

  @Test
  void rangesAreBoundedInBytes() {
    int mib = 1024 * 1024;
    for (int i = 0; i < 9; i++) {
      want("a", (long) i * mib, mib);
    }
    assertThat(plan())
        .containsOnly(
            Map.entry("a 0-4194304", 4),
            Map.entry("a 4194304-8388608", 4),
            Map.entry("a 8388608-9437184", 1));
  }

  @Test
  void aBlobAboveTheBoundIsReadByItself() {
    want("a", 0, 10);
    want("a", 10, BlobLimits.MAX_BLOB_BYTES);
    want("a", 10L + BlobLimits.MAX_BLOB_BYTES, 10);
    assertThat(plan()).hasSize(3).containsValues(1, 1, 1);
  }

  @Test
  void tasksThatShareABlobShareItsRead() {
    want("a", 0, BlobLimits.MAX_BLOB_BYTES);
    want("a", 0, BlobLimits.MAX_BLOB_BYTES);
    want("a", 5, 5);
    assertThat(plan()).containsExactly(Map.entry("a 0-" + BlobLimits.MAX_BLOB_BYTES, 3));
  }

  @Test
  void emptyBlobsAreNotRead() {
    want("a", 0, 0);
    assertThat(plan()).isEmpty();
  }
}
