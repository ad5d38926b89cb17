package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HtcgridCommandTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^  (\\w+) ");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  private List<String> listed() {
    String help = new Shell(home).run("--help").out();
    String commands = help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:"));
    return LISTED.matcher(commands).results().map(result -> result.group(1)).toList();
  }

  @Test
  void everyCommandThatIsListedCanBeCalled() {
    assertThat(listed()).hasSizeGreaterThan(20).contains("submit", "status", "results");
    for (String command : listed()) {
      Shell.Answer answer = new Shell(home).run(command, "--help");
      assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
      assertThat(answer.out()).startsWith("Usage: htcgrid " + command + " ");
    }
  }

  @Test
  void aCommandIsCalledWhateverStandsBeforeIt() {
    Shell.Answer answer = new Shell(home).run("--output", "json", "--grid", "local", "status");
    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("Missing required parameter: 'ID'");
  }

  @Test
  void onlyTheCommandThatIsCalledIsRead() {
    Environment environment = new Environment(Map.of(), home, InputStream.nullInputStream(), false);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Map<String, CommandLine> commands =
        HtcgridCommand.commandLine(environment, nowhere, nowhere, "submit").getSubcommands();
    assertThat(commands.keySet()).containsExactlyElementsOf(listed());
    assertThat(options(commands, "submit")).contains("--input", "--grid");
    assertThat(options(commands, "estimate")).contains("--grid").doesNotContain("--tasks");
  }

  private static List<String> options(Map<String, CommandLine> commands, String name) {
    CommandSpec command = Objects.requireNonNull(commands.get(name)).getCommandSpec();
    return command.options().stream().map(option -> option.longestName()).toList();
  }
}
