package io.htcgrid.data;

import static io.htcgrid.data.Samples.SESSION;
import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link BlobStore} does; each implementation's test extends this. */
abstract class BlobStoreContract {

  abstract BlobStore store();

  /** Puts the texts as one bundle of tasks 0, 1, … and returns it. */
  private PayloadBundle bundle(String... texts) {
    var builder = new BundleBuilder(SESSION);
    for (int i = 0; i < texts.length; i++) {
      builder.add(task(i), bytes(texts[i]));
    }
    PayloadBundle bundle = builder.build().orElseThrow();
    store().put(bundle.key(), bundle.content());
    return bundle;
  }

  private static BlobReference reference(PayloadBundle bundle, int index) {
    return Objects.requireNonNull(bundle.references().get(task(index)));
  }

  @Test
  void everyBlobOfABundleIsReadBack() {
    PayloadBundle bundle = bundle("one", "", "three");
    assertThat(store().read(task(0), reference(bundle, 0))).isEqualTo(bytes("one"));
    assertThat(store().read(task(1), reference(bundle, 1))).isEmpty();
    assertThat(store().read(task(2), reference(bundle, 2))).isEqualTo(bytes("three"));
  }

  @Test
  void manyBlobsOfManyObjectsAreReadTogetherInTheOrderAskedFor() {
    Map<TaskId, BlobReference> references = new LinkedHashMap<>();
    Map<TaskId, byte[]> contents = new LinkedHashMap<>();
    var builder = new BundleBuilder(SESSION);
    for (int i = 0; i < 300; i++) {
      contents.put(task(i), bytes(i, i * 7));
      builder.add(task(i), bytes(i, i * 7));
      if (i % 100 == 99) {
        PayloadBundle bundle = builder.build().orElseThrow();
        store().put(bundle.key(), bundle.content());
        references.putAll(bundle.references());
      }
    }
    Map<TaskId, byte[]> read = store().readAll(references);
    assertThat(read).containsExactlyEntriesOf(contents);
  }

  @Test
  void theLargestBlobIsReadBack() {
    byte[] largest = bytes(1, BlobLimits.MAX_BLOB_BYTES);
    PayloadBundle bundle = new BundleBuilder(SESSION).add(task(0), largest).get(0);
    store().put(bundle.key(), bundle.content());
    assertThat(Arrays.equals(store().read(task(0), reference(bundle, 0)), largest)).isTrue();
  }

  @Test
  void anEmptyObjectIsStored() {
    PayloadBundle bundle = bundle("", "");
    assertThat(store().readAll(bundle.references()))
        .hasSize(2)
        .allSatisfy((t, b) -> assertThat(b).isEmpty());
  }

  @Test
  void nothingAskedIsNothingRead() {
    assertThat(store().readAll(Map.of())).isEmpty();
  }

  @Test
  void putReplacesWhatWasThere() {
    PayloadBundle bundle = bundle("one");
    store().put(bundle.key(), bytes("two"));
    var changed = BlobReference.of(bundle.key(), 0, bytes("two"));
    assertThat(store().read(task(0), changed)).isEqualTo(bytes("two"));
  }

  @Test
  void tasksThatShareABlobGetACopyEach() {
    BlobReference shared = reference(bundle("one", "two"), 0);
    Map<TaskId, byte[]> read = store().readAll(Map.of(task(0), shared, task(5), shared));
    assertThat(read.values()).containsExactly(bytes("one"), bytes("one"));
    assertThat(read.get(task(0))).isNotSameAs(read.get(task(5)));
  }

  @Test
  void whatAReceiverChangesStaysItsOwn() {
    BlobReference reference = reference(bundle("one"), 0);
    store().read(task(0), reference)[0] = '!';
    assertThat(store().read(task(0), reference)).isEqualTo(bytes("one"));
  }

  @Test
  void aFlippedByteIsAnErrorThatNamesTheTask() {
    PayloadBundle bundle = bundle("one", "two", "three");
    byte[] damaged = bundle.content().clone();
    damaged[4] ^= 1;
    store().put(bundle.key(), damaged);
    assertThatExceptionOfType(BlobCorruptException.class)
        .isThrownBy(() -> store().read(task(1), reference(bundle, 1)))
        .satisfies(
            e -> {
              assertThat(e.task()).isEqualTo(task(1));
              assertThat(e.reference()).isEqualTo(reference(bundle, 1));
            })
        .withMessageContaining("session " + SESSION + ", task 1")
        .withMessageContaining(bundle.key())
        .withMessageContaining("3 bytes with CRC32C " + checksum("two"))
        .withMessageContaining("but gave 3 bytes with CRC32C " + checksum("tvo"));
  }

  private static String checksum(String text) {
    return String.format("%08x", BlobReference.of("k", 0, bytes(text)).crc32c());
  }

  @Test
  void everyPossibleFlippedBitIsFound() {
    PayloadBundle bundle = bundle("grid");
    for (int bit = 0; bit < 32; bit++) {
      byte[] damaged = bundle.content().clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      store().put(bundle.key(), damaged);
      assertThatExceptionOfType(BlobCorruptException.class)
          .isThrownBy(() -> store().read(task(0), reference(bundle, 0)));
    }
  }

  @Test
  void aWrongReferenceToNothingIsFound() {
    var wrong = new BlobReference(bundle("one").key(), 0, 0, 1);
    assertThatExceptionOfType(BlobCorruptException.class)
        .isThrownBy(() -> store().read(task(0), wrong));
  }

  @Test
  void oneDamagedBlobLeavesItsNeighboursReadable() {
    PayloadBundle bundle = bundle("one", "two", "three");
    byte[] damaged = bundle.content().clone();
    damaged[4] ^= 1;
    store().put(bundle.key(), damaged);
    List<BlobRead> reads = readEach(bundle.references());
    assertThat(reads).hasSize(3);
    assertThat(reads)
        .filteredOn(BlobRead.Unreadable.class::isInstance)
        .singleElement()
        .extracting(BlobRead::task)
        .isEqualTo(task(1));
    assertThatExceptionOfType(BlobCorruptException.class)
        .isThrownBy(() -> store().readAll(bundle.references()));
  }

  @Test
  void aTruncatedObjectIsAnErrorForWhatIsCutOff() {
    PayloadBundle bundle = bundle("one", "two", "three");
    store().put(bundle.key(), Arrays.copyOf(bundle.content(), 5));
    assertThat(store().read(task(0), reference(bundle, 0))).isEqualTo(bytes("one"));
    // Ends within the blob.
    assertThatThrownBy(() -> store().read(task(1), reference(bundle, 1)))
        .isInstanceOf(BlobCorruptException.class)
        .hasMessageContaining("but gave 2 bytes");
    // Ends before it.
    assertThatThrownBy(() -> store().read(task(2), reference(bundle, 2)))
        .isInstanceOf(BlobCorruptException.class)
        .hasMessageContaining("session " + SESSION + ", task 2")
        .hasMessageContaining("but gave 0 bytes");
    assertThat(readEach(bundle.references()))
        .filteredOn(BlobRead.Unreadable.class::isInstance)
        .extracting(BlobRead::task)
        .containsExactlyInAnyOrder(task(1), task(2));
  }

  @Test
  void aMissingObjectIsAnErrorThatNamesTaskAndKey() {
    BlobReference reference = BlobReference.of("in/00/gone", 0, bytes("one"));
    assertThatExceptionOfType(BlobMissingException.class)
        .isThrownBy(() -> store().read(task(3), reference))
        .satisfies(e -> assertThat(e.task()).isEqualTo(task(3)))
        .withMessageContaining("session " + SESSION + ", task 3")
        .withMessageContaining("in/00/gone");
  }

  @Test
  void aMissingObjectLeavesOtherObjectsReadable() {
    Map<TaskId, BlobReference> references = new LinkedHashMap<>(bundle("one", "two").references());
    references.put(task(8), BlobReference.of("in/00/gone", 0, bytes("gone")));
    references.put(task(9), BlobReference.of("in/00/gone", 4, bytes("gone")));
    List<BlobRead> reads = readEach(references);
    assertThat(reads).hasSize(4);
    assertThat(reads)
        .filteredOn(BlobRead.Unreadable.class::isInstance)
        .extracting(BlobRead::task)
        .containsExactlyInAnyOrder(task(8), task(9));
  }

  @Test
  void aFileIsStoredOnceAndNeverReplaced(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a"), bytes(7, 300_000));
    assertThat(store().putFile("functions/price/1.zip", file)).isTrue();
    Path other = Files.writeString(folder.resolve("b"), "other");
    assertThat(store().putFile("functions/price/1.zip", other)).isFalse();

    Path fetched = Files.writeString(folder.resolve("c"), "what was there before");
    assertThat(store().fetchFile("functions/price/1.zip", fetched, 300_001)).isTrue();
    assertThat(fetched).hasSameBinaryContentAs(file);
  }

  @Test
  void ofALargeObjectNoMoreIsReadThanAskedFor(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a"), bytes(7, 300_000));
    store().putFile("functions/price/2.zip", file);

    Path fetched = folder.resolve("b");
    assertThat(store().fetchFile("functions/price/2.zip", fetched, 70_000)).isTrue();
    assertThat(Files.readAllBytes(fetched)).isEqualTo(Arrays.copyOf(bytes(7, 300_000), 70_000));
    assertThat(store().fetchFile("functions/price/2.zip", fetched, 300_000)).isTrue();
    assertThat(fetched).hasSameBinaryContentAs(file);
  }

  @Test
  void whereThereIsNoObjectTheFileStaysAsItWas(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "before");
    assertThat(store().fetchFile("functions/price/none.zip", file, 10)).isFalse();
    assertThat(file).hasContent("before");
  }

  @Test
  void anObjectThatIsDeletedIsGoneAndItsKeyFreeForAnother(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    store().putFile("functions/price/4.zip", file);

    store().delete("functions/price/4.zip");
    store().delete("functions/price/4.zip");

    assertThat(store().fetchFile("functions/price/4.zip", folder.resolve("b"), 10)).isFalse();
    assertThat(store().putFile("functions/price/4.zip", file)).isTrue();
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsAnErrorOfTheDisk(@TempDir Path folder) throws IOException {
    Path none = folder.resolve("none").resolve("file");
    assertThatThrownBy(() -> store().putFile("functions/price/3.zip", none))
        .isInstanceOf(IOException.class);
    store().putFile("functions/price/3.zip", Files.writeString(folder.resolve("a"), "a"));
    assertThatThrownBy(() -> store().fetchFile("functions/price/3.zip", none, 10))
        .isInstanceOf(IOException.class);
  }

  private List<BlobRead> readEach(Map<TaskId, BlobReference> references) {
    List<BlobRead> reads = new ArrayList<>();
    store().readEach(references, reads::add);
    return reads;
  }
}
