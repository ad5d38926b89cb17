package io.htcgrid.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever function.json holds, it is a function or a list of short problems with their place. */
class HostileFunctionsTest {
  private static final long SEED = Long.getLong("htcgrid.seed", 3);
  private static final int MUTATIONS = 1_000;
  private static final String GOOD =
      "{\"runtime\": \"java\", \"handler\": \"a.B\", \"code\": [\".\"], \"timeoutSeconds\": 3,"
          + " \"memoryMb\": 256, \"environment\": {\"A\": \"b\"}}";
  private static final List<String> TOKENS =
      List.of(
          "null",
          "NaN",
          "-1",
          "1e999999999",
          "[[",
          "{\"a\":",
          "\"",
          "\\u0000",
          "\\ud800",
          "\0",
          "}",
          ",",
          "9".repeat(400),
          "x".repeat(30_000));

  @TempDir Path folder;

  static List<Path> corpus() throws IOException, URISyntaxException {
    Path files =
        Path.of(Objects.requireNonNull(HostileFunctionsTest.class.getResource("/hostile")).toURI());
    try (var all = Files.list(files)) {
      return all.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aHostileFileIsAProblemAtItsPlace(Path hostile) throws IOException {
    assertThat(problems(Files.readAllBytes(hostile))).isNotEmpty();
  }

  @Test
  void eachFieldThatIsWrongIsNamed() throws IOException, URISyntaxException {
    for (Path hostile : corpus()) {
      if (hostile.endsWith("all-null.json") || hostile.endsWith("wrong-shapes.json")) {
        assertThat(problems(Files.readAllBytes(hostile)))
            .extracting(FunctionProblem::field)
            .containsExactlyInAnyOrder(
                "runtime", "handler", "code", "timeoutSeconds", "memoryMb", "environment");
      } else if (hostile.endsWith("unknown-fields.json")) {
        assertThat(problems(Files.readAllBytes(hostile)))
            .extracting(FunctionProblem::field)
            .containsExactlyInAnyOrder("runtimes", "Handler", "codec", "", "runtime");
      }
    }
  }

  @Test
  void noMutationOfAGoodFileBreaksTheReader() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutation(random);
      try {
        problems(mutated);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + SEED + ", mutation " + i, e);
      }
    }
  }

  private static byte[] mutation(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(9));
      text.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  /** Those of a file with these bytes; none: it is a function. */
  private List<FunctionProblem> problems(byte[] json) throws IOException {
    Path file = Files.write(folder.resolve("function.json"), json);
    FunctionLookup lookup = new FunctionReader().read("hostile", folder);
    if (lookup instanceof FunctionLookup.Found) {
      return List.of();
    }
    assertThat(lookup).isInstanceOf(FunctionLookup.Faulty.class);
    List<FunctionProblem> problems = new ArrayList<>(((FunctionLookup.Faulty) lookup).problems());
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(file);
              assertThat(problem.message()).isNotBlank();
              assertThat(problem.toString().length()).isLessThan(1_000 + file.toString().length());
            });
    return problems;
  }
}
