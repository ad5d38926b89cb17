package io.htcgrid.bench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.htcgrid.bench.report.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceDelaysTest {
  @TempDir Path folder;

  @Test
  void delaysHaveTheMedianAndTheTailThatWereAskedFor() {
    DelayRange range = new DelayRange(20, 80);
    Random random = new Random(1);
    double[] millis =
        DoubleStream.generate(() -> range.next(random).toNanos() / 1e6).limit(100_000).toArray();

    assertThat(Median.of(millis).median()).isBetween(19.5, 20.5);
    assertThat(Median.percentile(99, millis)).isBetween(76.0, 84.0);
  }

  @Test
  void theFileOfAwsDelaysIsThere() {
    assertThatNoException().isThrownBy(ServiceDelays::awsLike);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[S3]\\nmedian = 5 | [S3]: p99 is missing",
        "[S3]\\nmedian = 5\\np99 = 1 | [S3]: median 5.0 ms and p99 1.0 ms",
        "[S3.GetObject]\\nmedian = 'x'\\np99 = 1 | [S3.GetObject]: median is missing or no number",
        "[S3]\\nmedian = 5\\np99 = 9\\nmean = 7 | [S3] says mean",
        "S3 = 5 | [S3] is no table",
      })
  void whatIsNoDelayIsRefusedWithItsPlace(String lines, String complaint) throws IOException {
    Path file = Files.writeString(folder.resolve("delays.toml"), lines.replace("\\n", "\n"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceDelays.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(complaint);
  }
}
