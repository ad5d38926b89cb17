package io.htcgrid.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCatalogTest {

  private static final String GOOD = "{\"runtime\": \"java\", \"handler\": \"a.B\"}";

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private FunctionCatalog catalog;

  @BeforeEach
  void open() {
    catalog = new FunctionCatalog(folder, null, nanos::get);
  }

  private void write(String name, String json) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("function.json"), json);
  }

  private String version(String name) {
    var lookup = catalog.refresh(name);
    assertThat(lookup).isInstanceOf(FunctionLookup.Found.class);
    return ((FunctionLookup.Found) lookup).function().version();
  }

  @Test
  void oneBadFunctionDoesNotStopTheOthers() throws IOException {
    write("good", GOOD);
    write("bad", "{");
    write(".hidden", "{");
    Files.writeString(folder.resolve("readme.txt"), "no function");

    catalog.readAll();

    assertThat(catalog.names()).containsExactly("good");
    assertThat(catalog.problems())
        .singleElement()
        .extracting(FunctionProblem::path)
        .isEqualTo(folder.resolve("bad").resolve("function.json"));
  }

  @Test
  void theProblemsOfAFolderAreToldInTheOrderOfNames() throws IOException {
    write("good", GOOD);
    write("two words", GOOD);
    write("bad", "{");

    assertThat(FunctionCatalog.problemsIn(folder))
        .extracting(FunctionProblem::path)
        .containsExactly(
            folder.resolve("bad").resolve("function.json"), folder.resolve("two words"));
  }

  @Test
  void foldersWithImpossibleNamesAreNamed() throws IOException {
    write("two words", GOOD);
    write("command", GOOD);

    catalog.readAll();

    assertThat(catalog.names()).isEmpty();
    assertThat(catalog.problems())
        .extracting(FunctionProblem::toString)
        .containsExactly(
            folder.resolve("command")
                + ": the name stands for the built-in function; choose another",
            folder.resolve("two words")
                + ": a function's name has letters, digits, - and _ only, 64 at most");
  }

  @Test
  void noNameLeadsOutOfTheFolder() throws IOException {
    write("good", GOOD);
    var inner = new FunctionCatalog(folder.resolve("good"), null, nanos::get);

    for (String name : new String[] {"..", ".", "../good", "", "/", folder.toString()}) {
      assertThat(inner.refresh(name)).isInstanceOf(FunctionLookup.Unknown.class);
    }
  }

  @Test
  void whatWasReadIsTrustedForASecond() throws IOException {
    write("good", GOOD);
    assertThat(catalog.cached("good")).isEmpty();
    catalog.refresh("good");
    assertThat(catalog.cached("good")).isPresent();

    nanos.addAndGet(Duration.ofMillis(1001).toNanos());

    assertThat(catalog.cached("good")).isEmpty();
  }

  @Test
  void anyFileOfTheFunctionMakesANewVersionAndNothingElseDoes() throws IOException {
    write("good", GOOD);
    String first = version("good");
    Files.createDirectories(folder.resolve("good").resolve("__pycache__"));
    Files.writeString(folder.resolve("good").resolve(".hidden"), "x");
    assertThat(version("good")).isEqualTo(first);

    write("good", GOOD + " ");
    String second = version("good");
    Files.writeString(folder.resolve("good").resolve("code.py"), "x = 1");
    String third = version("good");
    Files.writeString(folder.resolve("good").resolve("code.py"), "x = 23");

    assertThat(version("good")).isNotIn(first, second, third);
    assertThat(second).isNotEqualTo(first);
    assertThat(third).isNotEqualTo(second);
  }

  @Test
  void aJarElsewhereMakesANewVersionToo(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("a.jar"), "1");
    write("good", "{\"runtime\": \"java\", \"handler\": \"a.B\", \"code\": \"" + elsewhere + "\"}");
    String first = version("good");

    Files.writeString(elsewhere.resolve("a.jar"), "12");

    assertThat(version("good")).isNotEqualTo(first);
  }
}
