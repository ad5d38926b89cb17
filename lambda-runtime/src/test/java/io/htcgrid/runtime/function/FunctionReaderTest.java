package io.htcgrid.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What function.json may say, and what is said of what it may not. */
class FunctionReaderTest {

  private static final String JAVA = "\"runtime\": \"java\", \"handler\": \"a.B\"";

  @TempDir Path folder;

  private FunctionLookup read(String json) throws IOException {
    Files.writeString(folder.resolve("function.json"), json);
    return new FunctionReader().read(folder.getFileName().toString(), folder);
  }

  private FunctionDefinition definition(String json) throws IOException {
    FunctionLookup lookup = read(json);
    assertThat(lookup).isInstanceOf(FunctionLookup.Found.class);
    return ((FunctionLookup.Found) lookup).function();
  }

  private List<String> problems(String json) throws IOException {
    FunctionLookup lookup = read(json);
    assertThat(lookup).isInstanceOf(FunctionLookup.Faulty.class);
    return ((FunctionLookup.Faulty) lookup)
        .problems().stream().map(problem -> problem.field() + ": " + problem.message()).toList();
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void aJavaFunctionNeedsOnlyItsHandler() throws IOException {
    Path first = file("a.jar");
    Path second = file("lib/b.jar");

    FunctionDefinition function = definition("{" + JAVA + "}");

    assertThat(function.name()).isEqualTo(folder.getFileName().toString());
    assertThat(function.runtime()).isEqualTo(FunctionRuntime.JAVA);
    assertThat(function.code()).containsExactly(folder, first, folder.resolve("lib"), second);
    assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(function.memoryMb()).isEqualTo(1024);
    assertThat(function.environment()).isEmpty();
  }

  @Test
  void everyFieldIsRead() throws IOException {
    Path jar = file("one/x.jar");
    Path other = file("two/y.jar");

    FunctionDefinition function =
        definition(
            "{"
                + JAVA
                + ", \"code\": [\"one/x.jar\", \"two\"], \"timeoutSeconds\": 0.5, \"memoryMb\": 128,"
                + " \"environment\": {\"A\": \"b\"}}");

    assertThat(function.handler()).isEqualTo("a.B");
    assertThat(function.code()).containsExactly(jar, folder.resolve("two"), other);
    assertThat(function.timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(function.memoryMb()).isEqualTo(128);
    assertThat(function.environment()).isEqualTo(Map.of("A", "b"));
  }

  @Test
  void codeMayLieElsewhere(@TempDir Path elsewhere) throws IOException {
    assertThat(definition("{" + JAVA + ", \"code\": \"" + elsewhere + "\"}").code())
        .containsExactly(elsewhere);
  }

  @Test
  void aProvidedFunctionNeedsAnExecutableBootstrap() throws IOException {
    assertThat(problems("{\"runtime\": \"provided\"}"))
        .containsExactly("code: " + folder.resolve("bootstrap") + " does not exist");

    Path bootstrap = file("bootstrap");
    assertThat(problems("{\"runtime\": \"provided\"}"))
        .containsExactly("code: " + bootstrap + " is not executable; chmod +x it");

    assertThat(bootstrap.toFile().setExecutable(true)).isTrue();
    assertThat(definition("{\"runtime\": \"provided\"}").code()).containsExactly(bootstrap);

    assertThat(problems("{\"runtime\": \"provided\", \"code\": \".\"}"))
        .containsExactly("code: " + folder + " is not a file");
    assertThat(problems("{\"runtime\": \"provided\", \"code\": [\"bootstrap\", \"bootstrap\"]}"))
        .containsExactly("code: a provided function has one executable, not 2");
  }

  @Test
  void everyProblemIsReportedAtOnce() throws IOException {
    assertThat(
            problems(
                """
                {
                  "runtime": "java",
                  "code": ["missing.jar", 7, ""],
                  "timeoutSeconds": 43201,
                  "memoryMb": 127.5,
                  "environment": {"1X": "a", "AWS_LAMBDA_RUNTIME_API": "b", "OK": 3},
                  "timeout": 3
                }
                """))
        .containsExactly(
            "timeout: unknown field; the fields are runtime, handler, code, timeoutSeconds, memoryMb, environment",
            "handler: is missing; a Java function names its class, or class::method",
            "code[1]: must be a string that is not empty, not 7",
            "code[2]: must be a string that is not empty, not \"\"",
            "timeoutSeconds: must be a number from 0.1 to 43200, not 43201",
            "memoryMb: must be a whole number from 128 to 1048576, not 127.5",
            "environment.1X: a variable's name has letters, digits and underscores only, and no digit first",
            "environment.AWS_LAMBDA_RUNTIME_API: is set by the runtime; choose another name",
            "environment.OK: must be a string, not 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|runtime: is missing; it is \"java\" or \"provided\"",
        "{\"runtime\": 3}|runtime: must be a string that is not empty, not 3",
        "{\"runtime\": \"java\", \"handler\": \" \"}|handler: must be a string that is not empty, not \" \"",
        "{\"runtime\": \"java\", \"handler\": \"a\", \"code\": []}|code: must name at least one path",
        "{\"runtime\": \"java\", \"handler\": \"a\", \"code\": [\"gone\"]}|does not exist",
        "{\"runtime\": \"java\", \"handler\": \"a\", \"timeoutSeconds\": \"3\"}|timeoutSeconds: must be a number",
        "{\"runtime\": \"java\", \"handler\": \"a\", \"environment\": []}|environment: must be an object of strings, not []",
      })
  void oneProblemIsOneSentence(String json, String problem) throws IOException {
    assertThat(problems(json)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "3",
        "{",
        "{} {}",
        "{\"runtime\": \"java\", \"runtime\": \"java\"}",
        "nul",
        "{'a': 1}"
      })
  void whatIsNotOneJsonObjectIsRefused(String text) throws IOException {
    assertThat(problems(text)).singleElement().asString().contains("JSON");
  }

  @Test
  void aSyntaxErrorIsPlaced() throws IOException {
    assertThat(problems("{\n  \"runtime\": java\n}"))
        .singleElement()
        .asString()
        .contains("line 2, column ");
  }

  @Test
  void aMissingOrHugeFileIsRefused() throws IOException {
    assertThat(new FunctionReader().read(folder.getFileName().toString(), folder))
        .isInstanceOfSatisfying(
            FunctionLookup.Faulty.class,
            faulty ->
                assertThat(faulty.problems().get(0))
                    .hasToString(
                        folder.resolve("function.json")
                            + ": is missing; every function folder has one"));
    assertThat(problems(" ".repeat(300_000))).containsExactly(": is larger than 256 KiB");
  }

  @Property(tries = 300)
  void noTextBreaksTheReader(@ForAll @StringLength(max = 40) String noise, @ForAll int position)
      throws IOException {
    Path random = Files.createTempDirectory("function");
    String json =
        "{\"runtime\": \"java\", \"handler\": \"a\", \"code\": [\".\"], \"timeoutSeconds\": 3, \"environment\": {\"A\": \"b\"}}";
    int at = Math.floorMod(position, json.length());
    Files.writeString(
        random.resolve("function.json"), json.substring(0, at) + noise + json.substring(at));

    assertThat(new FunctionReader().read("random", random))
        .isInstanceOfAny(FunctionLookup.Found.class, FunctionLookup.Faulty.class);
    Files.delete(random.resolve("function.json"));
    Files.delete(random);
  }
}
