package io.htcgrid.data;

import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobReferenceTest {

  @Test
  void theTextHoldsEveryPart() {
    var reference = new BlobReference("in/3f/S/abc", 5_000_000_000L, 17, 0x0a1b2c3d);
    assertThat(reference).hasToString("in/3f/S/abc:5000000000:17:0a1b2c3d");
    assertThat(BlobReference.parse(reference.toString())).isEqualTo(reference);
    assertThat(reference.end()).isEqualTo(5_000_000_017L);
  }

  @Test
  void aChecksumWithItsHighestBitSetIsReadBack() {
    var reference = new BlobReference("a:b", 0, 0, 0xfedcba98);
    assertThat(BlobReference.parse("a:b:0:0:fedcba98")).isEqualTo(reference);
  }

  @Test
  void theChecksumIsCrc32C() {
    // The check value of the CRC catalogue for CRC-32/ISCSI.
    assertThat(BlobReference.of("k", 0, bytes("123456789")).crc32c()).isEqualTo(0xe3069283);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key",
        "key:0:1",
        "key:0:1:",
        ":0:1:00000000",
        "key:0:1:0000000",
        "key:0:1:000000000",
        "key:0:1:0000000g",
        "key:x:1:00000000",
        "key:-1:1:00000000",
        "key:0:-1:00000000",
        "key:0:33554433:00000000",
        "key:9223372036854775807:1:00000000",
        "key:0::00000000",
      })
  void whatIsNoReferenceIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobReference.parse(text))
        .withMessageContaining("'" + text + "' is not a blob reference");
  }

  @Test
  void keysLongerThanS3TakesAreRefused() {
    assertThat(new BlobReference("k".repeat(1024), 0, 0, 0).key()).hasSize(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobReference("k".repeat(1025), 0, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobReference("é".repeat(513), 0, 0, 0));
  }

  @Test
  void sizesCanBeCheckedWithoutBytes() {
    BlobLimits.checkPayload(task(1), BlobLimits.MAX_BLOB_BYTES);
    BlobLimits.checkResult(task(1), BlobLimits.MAX_BLOB_BYTES);
    BlobLimits.check("data.json", 0);
    assertThatThrownBy(() -> BlobLimits.check("data.json", 5_000_000_000L))
        .isInstanceOfSatisfying(
            BlobTooLargeException.class,
            e -> {
              assertThat(e.bytes()).isEqualTo(5_000_000_000L);
              assertThat(e.limit()).isEqualTo(33_554_432);
            })
        .hasMessageStartingWith("data.json has 5000000000 bytes; the limit is 33554432 bytes");
    assertThatThrownBy(() -> BlobLimits.checkPayload(task(1), 33_554_433))
        .hasMessageStartingWith("The payload of task " + task(1) + " has 33554433 bytes");
    assertThatThrownBy(() -> BlobLimits.checkResult(task(1), 33_554_433))
        .hasMessageStartingWith("The result of task " + task(1) + " has 33554433 bytes");
  }
}
