package io.htcgrid.cli.doctor;

import io.htcgrid.cli.account.AwsTrouble;
import io.htcgrid.cli.account.Caller;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.config.ServiceClock;
import io.htcgrid.control.queue.QueueMissingException;
import io.htcgrid.control.state.AgentRecord;
import io.htcgrid.control.state.StateTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Looks at everything that has to be right for a grid to be used from here. For one thread. */
public final class Doctor {
  /** AWS refuses calls from clocks that differ more. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final GridFinder finder;
  private final @Nullable String grid;
  private final Role role;
  private final Function<GridConfig, GridClients> clients;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param grid null: as the finder finds it
   * @param role whose permissions to look at
   * @param clients opens those that are looked with; they are closed when all has been looked at
   */
  public Doctor(
      GridFinder finder,
      @Nullable String grid,
      Role role,
      Function<GridConfig, GridClients> clients) {
    this.finder = finder;
    this.grid = grid;
    this.role = role;
    this.clients = clients;
  }

  /** All findings, in the order in which problems should be looked at. */
  public List<Finding> look() {
    GridConfig config;
    try {
      config = finder.find(grid == null ? Map.of() : Map.of("grid", grid));
    } catch (ConfigException e) {
      account(null);
      findings.add(Finding.problem("grid", String.valueOf(e.getMessage())));
      return findings;
    }
    if (config.localCredentials()) {
      findings.add(Finding.skipped("credentials", "a local grid needs none"));
    } else if (account(config)) {
      parameter(config);
    }
    findings.add(
        Finding.ok("grid", config.grid() + " with " + config.priorityLevels() + " priorities"));
    try (GridClients opened = clients.apply(config)) {
      use(opened);
    } catch (SdkException e) {
      // No region: no client can be built.
      findings.add(Finding.problem("region", trouble(e, "sts:GetCallerIdentity", config.grid())));
    }
    return findings;
  }

  /** Whether there is an account to ask. */
  private boolean account(@Nullable GridConfig config) {
    if (config != null && config.dynamoDbEndpoint() != null) {
      return ownEndpoints();
    }
    try (SdkHttpClient http = Apache5HttpClient.builder().connectionTimeout(CONNECT).build()) {
      Caller caller = Caller.ask(http, config == null ? null : config.region());
      findings.add(Finding.ok("credentials", caller.arn() + " in account " + caller.account()));
      findings.add(Finding.ok("region", caller.region()));
      return true;
    } catch (SdkException e) {
      AwsTrouble trouble =
          AwsTrouble.of(e, "sts:GetCallerIdentity", action -> "AdministratorAccess");
      findings.add(
          Finding.problem(
              trouble.kind() == AwsTrouble.Kind.NO_REGION ? "region" : "credentials",
              trouble.sentence()));
      return false;
    }
  }

  /** Endpoints that the configuration names need not know an account. */
  private boolean ownEndpoints() {
    try (DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build()) {
      findings.add(Finding.ok("credentials", "key " + chain.resolveCredentials().accessKeyId()));
    } catch (SdkException e) {
      findings.add(Finding.problem("credentials", trouble(e, "sts:GetCallerIdentity", "any")));
    }
    findings.add(Finding.skipped("parameter", "the configuration names endpoints of its own"));
    return false;
  }

  private void parameter(GridConfig config) {
    try {
      GridConfig deployed = finder.deployed(config.grid(), config.region());
      findings.add(
          deployed.bucket().equals(config.bucket())
                  && deployed.priorityLevels() == config.priorityLevels()
              ? Finding.ok("parameter", "describes the grid as it is used here")
              : Finding.problem(
                  "parameter",
                  "says bucket "
                      + deployed.bucket()
                      + " and "
                      + deployed.priorityLevels()
                      + " priorities, but flags, environment or profile say "
                      + config.bucket()
                      + " and "
                      + config.priorityLevels()
                      + "; remove them there"));
    } catch (ConfigException e) {
      String said = String.valueOf(e.getMessage());
      String action = AwsTrouble.deniedAction(said);
      findings.add(
          action == null
              ? Finding.warning("parameter", said)
              : Finding.problem(
                  "parameter", AwsTrouble.denied(action, role.policy(config.grid()))));
    }
  }

  private void use(GridClients opened) {
    Probes probes = new Probes(opened, role);
    String name = opened.config().grid();
    boolean table = probe("table", name, probes.table());
    clock(opened.clock());
    if (probe("queues", name, probes.queues())) {
      if (role == Role.OPERATOR) {
        backlog(opened.config(), probes);
      }
    }
    probe("bucket", name, probes.bucket());
    if (table && role == Role.OPERATOR) {
      working(opened);
    }
  }

  /** Makes the calls of a check; whether all worked. */
  private boolean probe(String check, String name, List<Probe> probes) {
    if (probes.isEmpty()) {
      findings.add(Finding.skipped(check, "a reader needs none"));
      return false;
    }
    Set<String> actions = new LinkedHashSet<>();
    boolean allWorked = true;
    for (Probe probe : probes) {
      actions.add(probe.action());
      try {
        probe.call().run();
      } catch (ResourceNotFoundException
          | QueueDoesNotExistException
          | QueueMissingException
          | NoSuchBucketException e) {
        allWorked = false;
        findings.add(Finding.problem(check, missing(probe, name)));
      } catch (SdkException e) {
        allWorked = false;
        AwsTrouble trouble = AwsTrouble.of(e, probe.action(), action -> role.policy(name));
        findings.add(Finding.problem(check, probe.resource() + ": " + trouble.sentence()));
        if (trouble.kind() == AwsTrouble.Kind.UNREACHABLE) {
          return false;
        }
      }
    }
    if (allWorked) {
      findings.add(Finding.ok(check, String.join(", ", actions)));
    }
    return allWorked;
  }

  private static String missing(Probe probe, String name) {
    return probe.resource()
        + " does not exist: the grid is in another account or region, or half deployed; 'htcgrid"
        + " deploy "
        + name
        + "' completes it";
  }

  private void clock(ServiceClock clock) {
    Duration off = clock.correction().abs();
    if (off.compareTo(MOST_SKEW) >= 0) {
      findings.add(
          Finding.problem(
              "clock", "is off by " + off.toSeconds() + " s; set it, as AWS refuses 5 minutes"));
    } else if (off.isZero()) {
      findings.add(
          Finding.ok("clock", "right within " + ServiceClock.TOLERANCE.toSeconds() + " s"));
    } else {
      findings.add(
          Finding.warning(
              "clock", "is off by " + off.toSeconds() + " s, which htcgrid allows for; set it"));
    }
  }

  private void backlog(GridConfig config, Probes probes) {
    int letters = probes.messages(config.deadLetterQueueName());
    int tasks =
        IntStream.range(0, config.priorityLevels())
            .map(level -> probes.messages(config.taskQueueName(level)))
            .sum();
    findings.add(
        letters == 0
            ? Finding.ok("backlog", tasks + " task messages wait or run, no dead letters")
            : Finding.warning(
                "backlog",
                tasks
                    + " task messages wait or run, and "
                    + letters
                    + " dead letters; docs/operations.md says what they are"));
  }

  private void working(GridClients opened) {
    StateTable table = opened.services().table();
    Instant now = opened.clock().instant();
    String check = "agents";
    try {
      List<AgentRecord> alive =
          IntStream.range(0, StateTable.INDEX_SHARDS)
              .boxed()
              .flatMap(shard -> table.listAgents(shard).stream())
              .filter(agent -> agent.expiresAt().isAfter(now))
              .toList();
      GridSettings settings = table.readSettings();
      int slots = alive.stream().mapToInt(AgentRecord::slots).sum();
      findings.add(
          alive.isEmpty()
              ? Finding.warning(check, "none is alive: tasks wait until one is")
              : Finding.ok(check, alive.size() + " alive with " + slots + " slots"));
      if (!settings.pausedLevels().isEmpty()) {
        findings.add(
            Finding.warning(
                "paused",
                "priorities "
                    + new TreeSet<>(settings.pausedLevels())
                    + " rest until 'htcgrid resume'"));
      }
    } catch (SdkException e) {
      findings.add(Finding.problem(check, trouble(e, "dynamodb:Query", opened.config().grid())));
    }
  }

  private String trouble(SdkException error, String action, String name) {
    return AwsTrouble.of(error, action, denied -> role.policy(name)).sentence();
  }
}
