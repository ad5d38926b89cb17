package io.htcgrid.cli.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Notes what is told and asked, and answers as it was told to. */
final class RecordedAsk implements Ask {
  final List<String> told = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  private final Queue<String> answers;

  RecordedAsk(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  @Override
  public void tell(String text) {
    told.add(text);
  }

  @Override
  public boolean confirm(String question) {
    return answer(question).equals("y");
  }

  @Override
  public String answer(String question) {
    asked.add(question);
    String next = answers.poll();
    return next == null ? "" : next;
  }
}
