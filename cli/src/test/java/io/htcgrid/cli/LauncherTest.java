package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a small tree of its own, with a Maven and a Java that only note what they do. */
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo build >> "$LOG"
      mkdir -p cli/target/dist/lib
      echo a > cli/target/dist/lib/a.jar
      echo b > cli/target/dist/lib/b.jar
      if [ -x edit ]; then sleep 0.05; ./edit; fi
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *DumpLoadedClassList=*)
          echo "rehearse ${*#*-cp }" >> "$LOG"
          classes=${*#*DumpLoadedClassList=}
          echo names > "${classes%% *}"
          if [ -f ../ended-with ]; then exit "$(cat ../ended-with)"; fi ;;
        *-Xshare:dump*)
          echo archive >> "$LOG"
          if [ -f ../unwritable ]; then echo "no room" >&2; exit 1; fi
          classes=${*#*SharedClassListFile=}
          archive=${*#*SharedArchiveFile=}
          mv "${classes%% *}" "${archive%% *}" ;;
        *ArchiveClassesAtExit=*)
          echo "rehearse ${*#*-cp }" >> "$LOG"
          archive=${*#*ArchiveClassesAtExit=}
          echo classes > "${archive%% *}"
          if [ -f ../ended-with ]; then exit "$(cat ../ended-with)"; fi ;;
        *)
          (: 3<&0) 2>/dev/null || echo "closed stdin" >> "$LOG"
          echo "run $*" >> "$LOG" ;;
      esac
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path root;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path source;

  /** With what the command is to end. */
  private int exitCode;

  @BeforeEach
  void plant() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    root = Files.createDirectory(folder.resolve("tree"));
    Files.copy(Path.of(System.getProperty("htcgrid.root"), "htcgrid"), root.resolve("htcgrid"));
    Path nested = Files.createDirectories(root.resolve("cli/src/main/java/deep/below"));
    source = Files.createFile(nested.resolve("Source.java"));
    Files.createFile(root.resolve("cli/pom.xml"));
    program("bin/mvn", MAVEN);
    program("jdk/bin/java", JAVA);
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** What was done to run the command, in order; later than any change of a file before. */
  private List<String> launched() throws Exception {
    return launched("submit");
  }

  private List<String> launched(String... words) throws Exception {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    Path log = folder.resolve("log");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(List.of("/bin/bash", "htcgrid"));
    command.addAll(List.of(words));
    return logOf(command, log);
  }

  private List<String> logOf(List<String> command, Path log) throws Exception {
    ProcessBuilder launcher = new ProcessBuilder(command);
    launcher.directory(root.toFile()).redirectErrorStream(true);
    launcher.redirectOutput(folder.resolve("output").toFile());
    launcher.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    launcher.environment().put("LOG", log.toString());
    launcher.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
    assertThat(launcher.start().waitFor()).as(output()).isEqualTo(exitCode);
    return Files.readAllLines(log);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
  }

  private static List<String> steps(List<String> log) {
    return log.stream().map(line -> line.replaceAll(" .*", "")).toList();
  }

  @Test
  void itBuildsAndArchivesOnFirstUseAlone() throws Exception {
    assertThat(steps(launched())).containsExactly("build", "rehearse", "archive", "run");
    List<String> second = launched();
    assertThat(steps(second)).containsExactly("run");
    assertThat(second.get(0)).contains("-XX:SharedArchiveFile=" + root.toRealPath());
    assertThat(output()).isEmpty();
  }

  @Test
  void theClassPathIsTheJarsAndNoFolder() throws Exception {
    Path lib = root.toRealPath().resolve("cli/target/dist/lib");
    assertThat(launched().get(3))
        .contains(" -cp " + lib.resolve("a.jar") + ":" + lib.resolve("b.jar") + " io.htcgrid");
  }

  @Test
  void whatIsEditedDuringABuildIsBuiltByTheNext() throws Exception {
    program("tree/edit", "#!/bin/sh\ntouch cli/src/main/java/deep/below/Source.java\n");
    assertThat(steps(launched())).containsExactly("build", "rehearse", "archive", "run");
    Files.delete(root.resolve("edit"));
    assertThat(steps(launched())).containsExactly("build", "rehearse", "archive", "run");
    assertThat(steps(launched())).containsExactly("run");
  }

  @Test
  void aDeletedSourceIsNoticed() throws Exception {
    launched();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    Files.delete(source);
    assertThat(steps(launched())).contains("build");
  }

  @Test
  void jarsThatSomeoneElseBuiltAreArchivedAgain() throws Exception {
    launched();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    Files.writeString(root.resolve("cli/target/dist/lib/b.jar"), "other");
    assertThat(steps(launched())).containsExactly("rehearse", "archive", "run");
  }

  @Test
  void whatAnotherLauncherArchivedIsArchivedAgain() throws Exception {
    launched();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    Path launcher = root.resolve("htcgrid");
    Files.writeString(launcher, Files.readString(launcher) + "# changed\n");
    assertThat(steps(launched())).containsExactly("rehearse", "archive", "run");
  }

  @Test
  void anArchiveThatCannotBeMadeIsSaidOnceAndDoneWithout() throws Exception {
    Files.createFile(folder.resolve("unwritable"));
    List<String> first = launched();
    assertThat(steps(first)).containsExactly("build", "rehearse", "archive", "run");
    assertThat(first.get(3)).doesNotContain("SharedArchiveFile");
    assertThat(output()).contains("could not be archived", "archive.log");
    assertThat(root.resolve("cli/target/archive.log")).hasContent("no room");

    assertThat(steps(launched())).containsExactly("run");
    assertThat(output()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"submit, build rehearse archive run", "local, build rehearse run"})
  void whatARehearsalThatFailsLeavesIsUsedAndSaid(String command, String expected)
      throws Exception {
    Files.writeString(folder.resolve("ended-with"), "1");
    List<String> first = launched(command);
    assertThat(String.join(" ", steps(first))).isEqualTo(expected);
    assertThat(first.get(first.size() - 1)).contains("SharedArchiveFile");
    assertThat(output()).contains("could not be archived", "archive.log");

    assertThat(steps(launched(command))).containsExactly("run");
    assertThat(output()).isEmpty();
  }

  @Test
  void anInterruptedRehearsalLeavesNoArchiveAndRunsNothing() throws Exception {
    exitCode = 130;
    Path interrupted = Files.writeString(folder.resolve("ended-with"), "130");
    assertThat(steps(launched("local"))).containsExactly("build", "rehearse");

    exitCode = 0;
    Files.delete(interrupted);
    assertThat(steps(launched("local"))).containsExactly("rehearse", "run");
  }

  @Test
  void anInterruptedRehearsalWithoutAGridArchivesNothing() throws Exception {
    exitCode = 143;
    Path interrupted = Files.writeString(folder.resolve("ended-with"), "143");
    assertThat(steps(launched())).containsExactly("build", "rehearse");

    exitCode = 0;
    Files.delete(interrupted);
    assertThat(steps(launched())).containsExactly("rehearse", "archive", "run");
  }

  @Test
  void aGridHasAnArchiveOfItsOwn() throws Exception {
    List<String> any = launched();
    assertThat(any.get(1)).endsWith(" io.htcgrid.cli.Rehearsal");
    assertThat(any.get(3)).contains("dist/htcgrid.jsa");
    List<String> grid = launched("demo");
    assertThat(steps(grid)).containsExactly("rehearse", "run");
    assertThat(grid.get(0))
        .endsWith(" io.htcgrid.cli.Rehearsal " + root.toRealPath().resolve("cli/target"));
    assertThat(grid.get(1)).contains("dist/grid.jsa");
    assertThat(steps(launched())).containsExactly("run");
    assertThat(steps(launched("demo"))).containsExactly("run");
  }

  @Test
  void aClosedStdinIsAnEmptyOne() throws Exception {
    launched();
    Path log = folder.resolve("log");
    Files.delete(log);
    List<String> command = List.of("/bin/bash", "-c", "exec /bin/bash htcgrid submit <&-");
    assertThat(steps(logOf(command, log))).containsExactly("run");
  }

  @Test
  void aCommandIsSeenBehindOptions() throws Exception {
    assertThat(launched("--grid", "local", "--stack-trace", "list").get(3))
        .contains("dist/htcgrid.jsa", "TieredStopAtLevel=1");
    assertThat(launched("--output=json", "--grid", "list", "local", "status").get(1))
        .contains("dist/grid.jsa")
        .doesNotContain("TieredStopAtLevel");
    assertThat(launched("--help").get(0)).contains("dist/htcgrid.jsa", "TieredStopAtLevel=1");
  }
}
