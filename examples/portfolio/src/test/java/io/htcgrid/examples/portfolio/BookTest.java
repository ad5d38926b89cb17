package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookTest {
  private static final String GOOD = SampleTrades.swap("GOOD", "Buy", "USD-FIXED-1Y-SOFR-OIS", 3.4);

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("book.csv"), List.of(lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 2_499, 2_500, 9_999})
  void everyTradeIsInExactlyOneBlock(int size) throws IOException {
    Book book = Book.bundled();
    List<Book.Line> split = new ArrayList<>();
    for (PricingRequest block : book.blocks(size)) {
      assertThat(block.getLines()).hasSizeBetween(1, size);
      assertThat(block.getHeader()).isEqualTo(book.header());
      for (int i = 0; i < block.getLines().size(); i++) {
        split.add(new Book.Line(block.getLineNumbers().get(i), block.getLines().get(i)));
      }
    }
    assertThat(split).isEqualTo(book.lines());
  }

  @Test
  void emptyLinesAreSkippedAndKeepTheOthersNumbers() throws IOException {
    Book book = Book.read(file(SampleTrades.HEADER, GOOD, "", ",,,,", GOOD.replace("GOOD", "B")));
    assertThat(book.lines()).extracting(Book.Line::number).containsExactly(2, 5);
  }

  @Test
  void aBadLineIsNamedByFileAndNumberBeforeAnythingIsSent() throws IOException {
    Path file = file(SampleTrades.HEADER, GOOD, "", GOOD.replace("3.4", "three"));
    assertThatThrownBy(() -> Book.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("book.csv", "Line 4 of the book", "three");
  }

  @Test
  void aBookWithoutTradesIsRefused() throws IOException {
    Path file = file(SampleTrades.HEADER);
    assertThatThrownBy(() -> Book.read(file)).hasMessageContainingAll("book.csv", "no trades");
  }

  @Test
  void aFileThatIsNotABookIsRefused() throws IOException {
    Path file = file("name,colour", "rose,red");
    assertThatThrownBy(() -> Book.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("book.csv");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThatThrownBy(() -> Book.read(folder.resolve("none.csv")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void aBlockNeedsATrade() throws IOException {
    Book book = Book.bundled();
    assertThatThrownBy(() -> book.blocks(0)).hasMessageContaining("it needs 1 at least");
  }
}
