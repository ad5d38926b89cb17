package io.htcgrid.bench.mixed;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.Slept;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Median;
import io.htcgrid.bench.report.Target;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code mixed}: short and long sessions of all priorities and ten fair-share groups at once. */
public final class Mixed implements Benchmark {
  private static final int RUNS = 3;
  private static final int SLOTS = 4;
  private static final int SHORT_TASKS = 100;
  private static final int SHORT_FOR_LONG = 20;
  private static final double MILLIS_PER_S = 1e3;

  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public String purpose() {
    return "long and short sessions of three priorities and ten groups at once: who waits how long";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS, BenchOption.SLOTS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress) throws IOException {
    int runs = settings.runs().orElse(RUNS);
    int slots = settings.onlySlots().orElse(SLOTS);
    int tasks = settings.onlyTasks().orElse(SHORT_TASKS);
    Mix mix = new Mix(tasks, Math.max(1, tasks / SHORT_FOR_LONG));
    progress.accept("mixed: " + mix.tasks() + " tasks of 30 sessions on " + slots + " slots");
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", String.valueOf(runs));
    told.put("slots", String.valueOf(slots));
    told.put("tasks", mix.shortTasks() + " of a short session, " + mix.longTasks() + " of a long");
    return new BenchResult(
        name(),
        told,
        measure(mix, slots, runs),
        List.of(
            "wait: from before the sessions were submitted, all at the same time and the lowest"
                + " priority first, until a task's function began; the median of all tasks",
            "wait over next higher: above 1, medians are in the order of priorities",
            "one receive in 16 begins at the lowest priority, so that nothing starves",
            "the embedded queue does not share fairly between groups: only that each message"
                + " carries its group is checked"));
  }

  private static List<Figure> measure(Mix mix, int slots, int runs) throws IOException {
    double[][] waits = new double[Mix.PRIORITIES][runs];
    double[][] ratios = new double[Mix.PRIORITIES - 1][runs];
    double[] groups = new double[runs];
    double[] sent = new double[runs];
    SentGroups counter = new SentGroups();
    try (BenchGrid grid = BenchGrid.builder().slots(slots).connectorInterceptor(counter).open()) {
      waits(grid.connector(), new Mix(slots, slots));
      for (int run = 0; run < runs; run++) {
        counter.take();
        List<List<Double>> all = waits(grid.connector(), mix);
        for (int priority = 0; priority < Mix.PRIORITIES; priority++) {
          waits[priority][run] =
              Median.of(all.get(priority).stream().mapToDouble(wait -> wait)).median();
        }
        for (int priority = 0; priority < ratios.length; priority++) {
          ratios[priority][run] = waits[priority][run] / waits[priority + 1][run];
        }
        Map<String, Integer> messages = counter.take();
        requireGroups(mix, messages);
        groups[run] = messages.size();
        sent[run] = messages.values().stream().mapToInt(count -> count).sum();
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (int priority = Mix.PRIORITIES - 1; priority >= 0; priority--) {
      figures.add(Figure.of("wait", "priority " + priority, "s", waits[priority]));
    }
    for (int priority = ratios.length - 1; priority >= 0; priority--) {
      figures.add(
          Figure.of("wait over next higher", "priority " + priority, "ratio", ratios[priority])
              .withTarget(Target.atLeast(1)));
    }
    figures.add(Figure.of("messages with the group of their session", "messages", sent));
    figures.add(Figure.of("groups on messages", "groups", groups));
    return figures;
  }

  /** The waits of all tasks in seconds, by priority. */
  private static List<List<Double>> waits(HtcGrid grid, Mix mix) {
    List<Mix.Member> members = mix.members();
    long begin = InstantSource.system().millis();
    List<Session> sessions = grid.submitAll(members.stream().map(Mix.Member::spec).toList());
    List<List<Double>> waits = new ArrayList<>();
    for (int priority = 0; priority < Mix.PRIORITIES; priority++) {
      waits.add(new ArrayList<>());
    }
    for (int i = 0; i < members.size(); i++) {
      Mix.Member member = members.get(i);
      for (Slept task : Slept.of(sessions.get(i), member.tasks())) {
        waits.get(member.priority()).add((task.begin() - begin) / MILLIS_PER_S);
      }
    }
    return waits;
  }

  private static void requireGroups(Mix mix, Map<String, Integer> messages) {
    if (!messages.equals(mix.messages())) {
      throw new IllegalStateException(
          "messages were sent with groups " + messages + ", not " + mix.messages());
    }
  }
}
