package io.htcgrid.cli;

import io.htcgrid.cli.deploy.Ask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks on stderr and reads the answers from stdin. */
final class ConsoleAsk implements Ask {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Console console;
  private final BufferedReader answers;
  private final boolean yes;

  /**
   * @param yes whether every question was answered beforehand
   */
  ConsoleAsk(Console console, InputStream stdin, boolean yes) {
    this.console = console;
    this.answers = new BufferedReader(new InputStreamReader(stdin, StandardCharsets.UTF_8));
    this.yes = yes;
  }

  @Override
  public void tell(String text) {
    console.note(text);
  }

  @Override
  public boolean confirm(String question) {
    if (yes) {
      console.note(question + " yes (--yes)");
      return true;
    }
    return YES.contains(answer(question + " [y/N]").toLowerCase(Locale.ROOT));
  }

  @Override
  public String answer(String question) {
    console.note(question);
    try {
      String line = answers.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("stdin cannot be read", e);
    }
  }
}
