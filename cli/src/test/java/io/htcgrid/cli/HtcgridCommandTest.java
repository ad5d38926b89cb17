package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HtcgridCommandTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^  (\\w+) +(.*)$");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  /** What the first line of help says of each command, in its order. */
  private Map<String, String> listed() {
    String help = new Shell(home).run("--help").out();
    String commands = help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:"));
    Map<String, String> listed = new LinkedHashMap<>();
    LISTED.matcher(commands).results().forEach(line -> listed.put(line.group(1), line.group(2)));
    return listed;
  }

  @Test
  void everyCommandIsListed() {
    assertThat(String.join(" ", listed().keySet()))
        .isEqualTo(
            "demo local submit status wait results tasks logs list cancel retry agents drain pause"
                + " resume doctor deploy destroy functions agent runtime bench estimate chaos");
  }

  @Test
  void everyCommandThatIsListedCanBeCalledAndSaysTheSameOfItself() {
    listed()
        .forEach(
            (command, said) -> {
              Shell.Answer answer = new Shell(home).run(command, "--help");
              assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
              assertThat(answer.out()).startsWith("Usage: htcgrid " + command + " ");
              assertThat(answer.out().replaceAll("\\s+", " ")).contains(said);
            });
  }

  @Test
  void everyCommandOfACommandSaysHowItIsCalled() {
    for (String command : HtcgridCommand.names()) {
      CommandLine parent = Objects.requireNonNull(line(command).getSubcommands().get(command));
      for (String below : parent.getSubcommands().keySet()) {
        Shell.Answer answer = new Shell(home).run(command, below, "--help");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
        assertThat(answer.out()).startsWith("Usage: htcgrid " + command + " " + below + " ");
        assertThat(new Shell(home).run(command, below, "-h").out()).isEqualTo(answer.out());
      }
    }
  }

  /** Ready to parse a command line of that command. */
  private CommandLine line(String command) {
    Environment environment = new Environment(Map.of(), home, InputStream.nullInputStream(), false);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return HtcgridCommand.commandLine(environment, nowhere, nowhere, command);
  }

  @Test
  void aCommandIsCalledWhateverStandsBeforeIt() {
    Shell.Answer answer = new Shell(home).run("--output", "json", "--grid", "local", "status");
    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("Missing required parameter: 'ID'");
  }

  @Test
  void onlyTheCommandThatIsCalledIsRead() {
    Map<String, CommandLine> commands = line("submit").getSubcommands();
    assertThat(commands.keySet()).containsExactlyElementsOf(HtcgridCommand.names());
    assertThat(options(commands, "submit")).contains("--input", "--grid");
    assertThat(options(commands, "estimate")).contains("--grid").doesNotContain("--tasks");
  }

  private static List<String> options(Map<String, CommandLine> commands, String name) {
    CommandSpec command = Objects.requireNonNull(commands.get(name)).getCommandSpec();
    return command.options().stream().map(option -> option.longestName()).toList();
  }
}
