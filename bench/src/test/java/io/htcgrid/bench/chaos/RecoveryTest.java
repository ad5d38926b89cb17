package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  @Test
  void aRecoveryIsTheTimeFromALossToTheNextAttemptOfWhatRanThen(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("a.1"), "B 1 1 100\nE 1 1 150\nB 2 1 200\n"); // 1 ended before the loss.
    Files.writeString(folder.resolve("b.2"), "B 2 2 900\nE 2 2 950\nB 3 1 960\nE 3 1 9");

    Recovery recovery =
        Recovery.of(
            RunTrace.read(folder),
            List.of(new Loss("a", Loss.Cause.KILLED, 300), new Loss("b", Loss.Cause.FROZEN, 970)));

    assertThat(recovery.millis()).containsExactly(600L);
    assertThat(recovery.quantile(0.99)).isEqualTo(600);
  }

  @Test
  void quantilesAreOfWhatIsThere() {
    assertThat(new Recovery(List.of()).quantile(0.5)).isEqualTo(-1);
    assertThat(new Recovery(List.of(1L, 2L, 3L, 4L)).quantile(0.5)).isEqualTo(2);
    assertThat(new Recovery(List.of(1L, 2L, 3L, 4L)).quantile(0.99)).isEqualTo(4);
  }
}
