package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class FunctionsCommandTest {
  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path home;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Shell shell;

  @BeforeAll
  void start(@TempDir Path folder) {
    home = folder;
    grid = LocalGrid.start(LocalGridSettings.defaults().withHome(home));
    shell = new Shell(home);
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  /** A function whose program is a line of shell. */
  private Path function(String name, String program) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    Files.writeString(
        folder.resolve("function.json"), "{\"runtime\": \"provided\", \"handler\": \"say\"}");
    Path bootstrap =
        Path.of(System.getProperty("basedir", "."))
            .resolve("../lambda-runtime/src/main/bootstraps/shell/bootstrap");
    executable(folder.resolve("bootstrap"), Files.readString(bootstrap));
    executable(folder.resolve("say"), "#!/bin/sh\n" + program + "\n");
    return folder;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Shell.Answer pushed(Path folder, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "functions";
    args[1] = "push";
    args[2] = folder.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    Shell.Answer answer = shell.run(args);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  private String resultOf(String function) {
    Shell.Answer submitted = shell.runWith("1\n", "submit", "--function", function, "--input", "-");
    assertThat(submitted.code()).as(submitted.err()).isZero();
    String id = submitted.out().strip();
    Shell.Answer waited = shell.run("wait", id);
    assertThat(waited.code()).as(waited.err()).isZero();
    return shell.run("results", id).json().path("result").asText();
  }

  private void refused(int code, String why, String... args) {
    Shell.Answer answer = shell.run(args);
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("htcgrid: ").contains(why).doesNotContain("defect");
    assertThat(answer.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  private static boolean hasCurl() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }

  @Test
  void aFolderIsPushedActivatedListedAndRunAndAnotherVersionPinned() throws IOException {
    assumeTrue(hasCurl(), "the shell's bootstrap needs curl");
    assertThat(pushed(function("hello", "echo '\"one\"'"), "--version", "1").out())
        .startsWith("hello:1 is pushed: 3 files, ")
        .contains("'htcgrid functions activate hello:1' makes it the active one");
    assertThat(shell.run("functions", "activate", "hello:1").out())
        .startsWith("hello:1 is the active version");
    assertThat(resultOf("hello")).isEqualTo("one");

    Path second = function("hello", "echo '\"two\"'");
    assertThat(pushed(second, "--version", "2", "--activate").out())
        .contains("it is the active version");
    assertThat(pushed(second, "--version", "2").out())
        .startsWith("hello:2 was there already, with the same content");
    assertThat(resultOf("hello:1")).isEqualTo("one");
    assertThat(resultOf("hello:2")).isEqualTo("two");

    JsonNode listed = shell.run("functions", "list", "--output", "json").json().path("functions");
    assertThat(listed)
        .anySatisfy(
            function -> {
              assertThat(function.path("function").asText()).isEqualTo("hello");
              assertThat(function.path("active").asText()).isEqualTo("2");
              assertThat(function.path("versions").asInt()).isEqualTo(2);
            });
    assertThat(shell.run("functions", "versions", "hello").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("2 ") && line.contains(" yes "))
        .anyMatch(line -> line.startsWith("1 ") && !line.contains(" yes "));
    assertThat(shell.run("functions", "list").out()).contains("hello");
  }

  @Test
  void aVersionIsDeletedOnceItIsNotActive() throws IOException {
    pushed(function("old", "echo 1"), "--version", "1", "--activate");
    refused(ExitCode.USAGE, "old:1 is the active version", "functions", "delete", "old:1");

    assertThat(shell.run("functions", "deactivate", "old").out())
        .startsWith("old:1 is not active any more");
    assertThat(shell.run("functions", "deactivate", "old").out()).contains("nothing was changed");
    assertThat(
            shell
                .run("functions", "delete", "old:1", "--output", "json")
                .json()
                .path("version")
                .asText())
        .isEqualTo("1");

    refused(ExitCode.NOT_FOUND, "no version of old", "functions", "versions", "old");
  }

  @Test
  void whatCannotBePushedIsSaidInOneSentence() throws IOException {
    Path empty = Files.createDirectory(home.resolve("empty"));
    refused(
        ExitCode.USAGE,
        "function.json: is missing; every function folder has one",
        "functions",
        "push",
        empty.toString());
    refused(ExitCode.USAGE, "nowhere is no folder", "functions", "push", "nowhere");

    Path bare = Files.createDirectory(home.resolve("bare"));
    Files.writeString(bare.resolve("function.json"), "{\"runtime\": \"provided\"}");
    refused(ExitCode.USAGE, "bootstrap does not exist", "functions", "push", bare.toString());

    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.writeString(
        outside.resolve("function.json"),
        "{\"runtime\": \"java\", \"handler\": \"a.B\", \"code\": \"../bare\"}");
    refused(ExitCode.USAGE, "lies outside of it", "functions", "push", outside.toString());

    String good = function("good", "echo 1").toString();
    refused(
        ExitCode.USAGE, "is no name for a function", "functions", "push", good, "--name", "a.b");
    refused(
        ExitCode.USAGE, "is no name for a version", "functions", "push", good, "--version", "1.0");
    pushed(Path.of(good), "--version", "1");
    function("good", "echo 2");
    refused(
        ExitCode.USAGE,
        "with other content, and versions never change",
        "functions",
        "push",
        good,
        "--version",
        "1");
  }

  @Test
  void whatWasNeverPushedIsNotFound() {
    refused(ExitCode.NOT_FOUND, "has no nobody:1", "functions", "activate", "nobody:1");
    refused(ExitCode.NOT_FOUND, "no version of nobody", "functions", "versions", "nobody");
    refused(ExitCode.USAGE, "names no version", "functions", "activate", "nobody");
    refused(ExitCode.NOT_FOUND, "has no nobody:1", "functions", "delete", "nobody:1");
    refused(ExitCode.USAGE, "names no version", "functions", "delete", "nobody");
    refused(
        ExitCode.USAGE,
        "needs one of push, list, versions, activate, deactivate, delete",
        "functions");
  }
}
