package io.htcgrid.control.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a grid's configuration. Places in the order in which they win: flags; environment variables
 * {@code HTCGRID_*}; the grid's section in the profile file {@code config.toml}; a running local
 * grid of that name; the SSM parameter {@code /htcgrid/<grid>/config}. Once a bucket is known, no
 * further place is asked.
 *
 * <p>The grid's name is a flag, {@code HTCGRID_GRID}, the profile file's {@code defaultGrid}, or
 * the only local grid that runs. Variables {@code HTCGRID_*} that are no setting are ignored:
 * Kubernetes makes such up for a service called htcgrid.
 *
 * <p>Thread-safe.
 */
public final class GridFinder {
  /** Overrides the home folder {@code ~/.htcgrid}. */
  public static final String HOME_VARIABLE = "HTCGRID_HOME";

  private static final String FLAGS = "flags";

  private final Map<String, String> environment;
  private final Path home;
  private final GridParameters parameters;

  GridFinder(Map<String, String> environment, Path home, GridParameters parameters) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.parameters = parameters;
  }

  /** Looks in a given home folder. */
  public static GridFinder of(Map<String, String> environment, Path home) {
    return new GridFinder(environment, home, new SsmParameters());
  }

  /** Looks where this process should. */
  public static GridFinder ofThisProcess() {
    return of(System.getenv(), home(System.getenv()));
  }

  /** The folder of profile file and registry: {@value #HOME_VARIABLE}, or {@code ~/.htcgrid}. */
  public static Path home(Map<String, String> environment) {
    String home = environment.get(HOME_VARIABLE);
    return home == null || home.isBlank()
        ? Path.of(System.getProperty("user.home"), ".htcgrid")
        : Path.of(home);
  }

  /**
   * Finds the configuration.
   *
   * @param flags settings by their keys, such as {@code grid} and {@code region}
   * @throws ConfigException with every problem: settings that are wrong or unknown, or a grid that
   *     is nowhere, with the places where it was looked for
   */
  public GridConfig find(Map<String, String> flags) {
    GridDraft draft = new GridDraft();
    draft.offerAll(flags, FLAGS);
    for (ConfigKey each : ConfigKey.values()) {
      String text = environment.get(each.variable());
      if (text != null && !text.isBlank()) {
        draft.offer(each, text, each.variable());
      }
    }
    ProfileFile profile = ProfileFile.read(home);
    LocalGridRegistry registry = new LocalGridRegistry(home);
    if (draft.text(ConfigKey.GRID) == null) {
      name(draft, profile, registry);
    }
    String grid = String.valueOf(draft.text(ConfigKey.GRID));
    profile.offer(grid, draft);
    if (draft.text(ConfigKey.BUCKET) == null) {
      // The name becomes part of a file's path and of a parameter's name.
      draft.checkName();
      List<String> looked = new ArrayList<>();
      looked.add("no flag and no " + ConfigKey.BUCKET.variable() + " names its bucket");
      looked.add(
          profile.path()
              + (profile.hasSection(grid)
                  ? " names no bucket in [grids." + grid + "]"
                  : " has no section [grids." + grid + "]"));
      offerDefinition(draft, grid, registry, looked);
    }
    return draft.build();
  }

  /**
   * What the grid's deployment left in its SSM parameter, whatever else is known of the grid.
   *
   * @param region null: as the SDK finds it
   * @throws ConfigException when there is none, it was not read, or it cannot be used
   */
  public GridConfig deployed(String grid, @Nullable String region) {
    GridDraft draft = new GridDraft();
    draft.offer(ConfigKey.GRID, grid, FLAGS);
    draft.checkName();
    GridParameters.Lookup lookup = parameters.read(grid, region);
    if (lookup instanceof GridParameters.Lookup.Found found) {
      return GridConfigCodec.decode(found.json(), found.source());
    }
    throw nowhere(((GridParameters.Lookup.Nothing) lookup).reason());
  }

  private void offerDefinition(
      GridDraft draft, String grid, LocalGridRegistry registry, List<String> looked) {
    Optional<LocalGridEntry> local = registry.find(grid);
    if (local.isPresent() && local.get().alive()) {
      offer(draft, GridConfigCodec.encode(local.get().config()), registry.file(grid).toString());
      return;
    }
    looked.add(
        local
            .map(
                entry ->
                    "the local grid of that name is gone, as its process "
                        + entry.pid()
                        + " is dead ("
                        + registry.file(grid)
                        + ")")
            .orElse("no local grid of that name runs"));
    GridParameters.Lookup lookup = parameters.read(grid, draft.text(ConfigKey.REGION));
    if (lookup instanceof GridParameters.Lookup.Found found) {
      offer(draft, found.json(), found.source());
      return;
    }
    looked.add(((GridParameters.Lookup.Nothing) lookup).reason());
    throw nowhere("grid " + grid + " was not found: " + String.join("; ", looked));
  }

  private static void offer(GridDraft draft, String json, String source) {
    draft.offerAll(ConfigTree.texts(ConfigTree.json(json, source), source, draft), source);
  }

  private static void name(GridDraft draft, ProfileFile profile, LocalGridRegistry registry) {
    String named = profile.defaultGrid();
    if (named != null) {
      draft.offer(ConfigKey.GRID, named, profile.path().toString());
      return;
    }
    List<String> running =
        registry.list().stream()
            .filter(LocalGridEntry::alive)
            .map(each -> each.config().grid())
            .toList();
    if (running.size() == 1) {
      draft.offer(ConfigKey.GRID, running.get(0), registry.file(running.get(0)).toString());
      return;
    }
    draft.throwIfAnyProblem();
    throw nowhere(
        (running.isEmpty()
                ? "no grid is named and no local grid runs; "
                : "no grid is named and several local grids run ("
                    + String.join(", ", running)
                    + "); ")
            + "name one with the flag grid, "
            + ConfigKey.GRID.variable()
            + ", or defaultGrid in "
            + profile.path());
  }

  private static ConfigException nowhere(String problem) {
    return new ConfigException(
        List.of(new ConfigProblem(ConfigKey.GRID.key(), null, problem)), null);
  }
}
