package io.htcgrid.data;

import static io.htcgrid.data.Samples.OTHER_SESSION;
import static io.htcgrid.data.Samples.SESSION;
import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BundleBuilderTest {
  private static final int MIB = 1024 * 1024;

  private final BundleBuilder builder = new BundleBuilder(SESSION);

  @Test
  void smallPayloadsLieOneAfterTheOther() {
    assertThat(builder.add(task(0), bytes("one"))).isEmpty();
    assertThat(builder.add(task(1), bytes(""))).isEmpty();
    assertThat(builder.add(task(2), bytes("three"))).isEmpty();
    assertThat(builder.heldBytes()).isEqualTo(8);

    PayloadBundle bundle = builder.build().orElseThrow();

    assertThat(bundle.content()).isEqualTo(bytes("onethree"));
    assertThat(bundle.key()).isEqualTo(ObjectKeys.payloads(SESSION, bytes("onethree")));
    assertThat(bundle.references().keySet()).containsExactly(task(0), task(1), task(2));
    assertThat(bundle.references().values())
        .containsExactly(
            BlobReference.of(bundle.key(), 0, bytes("one")),
            BlobReference.of(bundle.key(), 3, bytes("")),
            BlobReference.of(bundle.key(), 3, bytes("three")));
  }

  @Test
  void aBuilderIsEmptyAfterBuilding() {
    builder.add(task(0), bytes("one"));
    assertThat(builder.build()).isPresent();
    assertThat(builder.heldBytes()).isZero();
    assertThat(builder.build()).isEmpty();
    builder.add(task(1), bytes("two"));
    assertThat(builder.build().orElseThrow().references()).containsOnlyKeys(task(1));
  }

  @Test
  void thePayloadThatDoesNotFitCompletesTheBundleAndBeginsTheNext() {
    for (int i = 0; i < 4; i++) {
      assertThat(builder.add(task(i), new byte[MIB])).isEmpty();
    }
    List<PayloadBundle> complete = builder.add(task(4), new byte[1]);
    assertThat(complete)
        .singleElement()
        .satisfies(bundle -> assertThat(bundle.content()).hasSize(BlobLimits.MAX_BUNDLE_BYTES));
    assertThat(builder.build().orElseThrow().references()).containsOnlyKeys(task(4));
  }

  @Test
  void aLargePayloadIsAnObjectOfItsOwnAndIsNotCopied() {
    builder.add(task(0), bytes("small"));
    byte[] large = new byte[MIB + 1];
    List<PayloadBundle> complete = builder.add(task(1), large);
    assertThat(complete)
        .singleElement()
        .satisfies(
            bundle -> {
              assertThat(bundle.content()).isSameAs(large);
              assertThat(bundle.references()).containsOnlyKeys(task(1));
            });
    assertThat(builder.build().orElseThrow().references()).containsOnlyKeys(task(0));
  }

  @Test
  void emptyPayloadsAreBoundedInNumber() {
    List<PayloadBundle> complete = new ArrayList<>();
    for (int i = 0; i <= BlobLimits.MAX_BUNDLE_BLOBS; i++) {
      complete.addAll(builder.add(task(i), new byte[0]));
    }
    assertThat(complete)
        .singleElement()
        .satisfies(bundle -> assertThat(bundle.references()).hasSize(BlobLimits.MAX_BUNDLE_BLOBS));
  }

  @Test
  void aPayloadAboveTheLimitIsRefusedAndTheBuilderStaysAsItWas() {
    builder.add(task(0), bytes("small"));
    byte[] tooLarge = new byte[BlobLimits.MAX_BLOB_BYTES + 1];
    assertThatThrownBy(() -> builder.add(task(1), tooLarge))
        .isInstanceOf(BlobTooLargeException.class)
        .hasMessageContaining(task(1).toString())
        .hasMessageContaining("33554433")
        .hasMessageContaining("33554432");
    assertThat(builder.build().orElseThrow().references()).containsOnlyKeys(task(0));
  }

  @Test
  void tasksOfOtherSessionsAndRepeatedTasksAreRefused() {
    builder.add(task(0), bytes("one"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(new TaskId(OTHER_SESSION, 0), bytes("one")))
        .withMessageContaining(OTHER_SESSION + "/0");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(task(0), bytes("two")));
    assertThat(builder.heldBytes()).isEqualTo(3);
  }
}
