package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

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
  void whatIsListedOfACommandIsASentence() {
    for (CommandSpec command : all()) {
      assertThat(command.usageMessage().description()[0]).endsWith(".");
    }
  }

  @Test
  void everyCommandOfACommandSaysHowItIsCalled() {
    for (CommandSpec command : all()) {
      for (String help : List.of("-h", "--help")) {
        Shell.Answer answer = new Shell(home).run((words(command) + " " + help).split(" "));
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
        assertThat(answer.out()).startsWith("Usage: " + command.qualifiedName() + " ");
      }
    }
  }

  /** Every command, each followed by those below it. */
  private List<CommandSpec> all() {
    List<CommandSpec> all = new ArrayList<>();
    for (String name : HtcgridCommand.names()) {
      CommandLine command = Objects.requireNonNull(line(name).getSubcommands().get(name));
      all.add(command.getCommandSpec());
      command.getSubcommands().values().forEach(below -> all.add(below.getCommandSpec()));
    }
    return all;
  }

  /** How it is called. */
  private static String words(CommandSpec command) {
    return command.qualifiedName().substring("htcgrid ".length());
  }

  @Test
  void anEmptyPathIsRefusedWhateverItIsFor() {
    List<String> refused = new ArrayList<>();
    for (CommandSpec command : all()) {
      for (OptionSpec option : command.options()) {
        if (option.type() == Path.class) {
          String words = words(command) + " " + option.longestName();
          for (String empty : List.of("", " ")) {
            List<String> args = new ArrayList<>(List.of(words.split(" ")));
            args.add(empty);
            assertThatThrownBy(
                    () -> command.root().commandLine().parseArgs(args.toArray(String[]::new)))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                    "Invalid value for option '"
                        + option.longestName()
                        + "': it is empty; name a file or a folder");
          }
          refused.add(words);
        }
      }
    }
    assertThat(refused)
        .contains("submit --input", "results --to", "demo --to", "local start --functions");
    assertThat(new Shell(home).run("functions", "push", "").err()).contains("it is empty");
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
