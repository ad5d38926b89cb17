package io.htcgrid.bench.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {
  @Test
  void theListedPricesAreThereWithTheirSources() {
    Prices prices = Prices.listed();

    assertThat(prices.region()).isEqualTo("us-east-1");
    assertThat(prices.sources()).hasSize(4).allMatch(source -> source.startsWith("https://aws."));
    assertThat(prices.vcpuHourSpot()).isLessThan(prices.vcpuHourOnDemand());
  }

  @Test
  void aUseCostsThePriceOfEachOfItsParts() {
    Use use = new Use(1_000_000, 100_000, 2_000_000, 1_000_000, 100_000, 1_000_000);

    double dollars = Prices.listed().of(use);

    assertThat(dollars)
        .isEqualTo(0.40 + 0.01 + 2 * 0.625 + 0.125 + 0.50 + 0.40, Offset.offset(1e-9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "millionRequests = 0.40 | millionRequests = -1 | sqs.millionRequests is missing or no number",
        "millionGets = 0.40 | millionGet = 0.40 | s3.millionGets is missing",
        "millionGets = 0.40 | millionGet = 0.40 | s3.millionGet is no price that is used",
        "date = \"2026-11-25\" | date = \"last year\" | date is 'last year'",
        "region = | region | no TOML",
      })
  void whatIsNoPriceIsRefusedByItsKey(String line, String wrong, String complaint)
      throws IOException {
    String file = listed().replace(line, wrong);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PriceFile.parse(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
        .withMessageContaining(complaint);
  }

  private static String listed() throws IOException {
    try (InputStream in = Prices.class.getResourceAsStream("prices.toml")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
