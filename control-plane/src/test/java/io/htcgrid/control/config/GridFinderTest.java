package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridFinderTest {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8000");

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> deployed = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private GridConfig find(Map<String, String> flags) {
    return new GridFinder(
            environment,
            home,
            (grid, region) -> {
              asked.add(grid + " in " + region);
              String json = deployed.get(grid);
              return json == null
                  ? new GridParameters.Lookup.Nothing("there is no parameter")
                  : new GridParameters.Lookup.Found(json, "the parameter of " + grid);
            })
        .find(flags);
  }

  private void profile(String toml) throws IOException {
    Files.writeString(home.resolve("config.toml"), toml);
  }

  @Test
  void everySettingCanBeAFlag() {
    assertThat(
            find(
                Map.of(
                    "grid", "g",
                    "region", "eu-central-1",
                    "dynamoDbEndpoint", "http://127.0.0.1:1",
                    "sqsEndpoint", "http://127.0.0.1:2",
                    "s3Endpoint", "http://127.0.0.1:3",
                    "bucket", "bucket",
                    "priorityLevels", "5",
                    "fairQueues", "false",
                    "localCredentials", "true")))
        .isEqualTo(
            new GridConfig(
                "g",
                "eu-central-1",
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:2"),
                URI.create("http://127.0.0.1:3"),
                "bucket",
                5,
                false,
                true));
    assertThat(asked).isEmpty();
  }

  @Test
  void everySettingCanBeAVariable() {
    environment.put("HTCGRID_GRID", "g");
    environment.put("HTCGRID_REGION", "eu-central-1");
    environment.put("HTCGRID_DYNAMODB_ENDPOINT", "http://127.0.0.1:1");
    environment.put("HTCGRID_SQS_ENDPOINT", "http://127.0.0.1:2");
    environment.put("HTCGRID_S3_ENDPOINT", "http://127.0.0.1:3");
    environment.put("HTCGRID_BUCKET", "bucket");
    environment.put("HTCGRID_PRIORITY_LEVELS", "5");
    environment.put("HTCGRID_FAIR_QUEUES", "false");
    environment.put("HTCGRID_LOCAL_CREDENTIALS", "true");
    assertThat(find(Map.of()))
        .isEqualTo(
            new GridConfig(
                "g",
                "eu-central-1",
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:2"),
                URI.create("http://127.0.0.1:3"),
                "bucket",
                5,
                false,
                true));
  }

  @Test
  void everySettingCanStandInTheProfileFile() throws IOException {
    profile(
        """
        defaultGrid = "g"

        [grids.other]
        bucket = "not-this"

        [grids.g]
        region = "eu-central-1"
        dynamoDbEndpoint = "http://127.0.0.1:1"
        sqsEndpoint = "http://127.0.0.1:2"
        s3Endpoint = "http://127.0.0.1:3"
        bucket = "bucket"
        priorityLevels = 5
        fairQueues = false
        localCredentials = true
        """);
    assertThat(find(Map.of()))
        .isEqualTo(
            new GridConfig(
                "g",
                "eu-central-1",
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:2"),
                URI.create("http://127.0.0.1:3"),
                "bucket",
                5,
                false,
                true));
  }

  @Test
  void flagsWinOverVariablesAndThoseOverTheProfile() throws IOException {
    profile("[grids.g]\nbucket = \"profile\"\nregion = \"r-profile\"\npriorityLevels = 7\n");
    environment.put("HTCGRID_BUCKET", "variable");
    environment.put("HTCGRID_REGION", "r-variable");
    GridConfig found = find(Map.of("grid", "g", "bucket", "flag"));
    assertThat(found.bucket()).isEqualTo("flag");
    assertThat(found.region()).isEqualTo("r-variable");
    assertThat(found.priorityLevels()).isEqualTo(7);
    assertThat(asked).isEmpty();
  }

  @Test
  void theProfileWinsOverARunningLocalGridAndThatOverTheParameter() throws IOException {
    deployed.put("g", "{\"bucket\":\"parameter\"}");
    assertThat(find(Map.of("grid", "g")).bucket()).isEqualTo("parameter");
    new LocalGridRegistry(home)
        .write(LocalGridEntry.ofThisProcess(GridConfig.local("g", LOCAL, LOCAL, LOCAL)));
    assertThat(find(Map.of("grid", "g")).bucket()).isEqualTo("g-data");
    profile("[grids.g]\nbucket = \"profile\"\n");
    GridConfig found = find(Map.of("grid", "g"));
    assertThat(found.bucket()).isEqualTo("profile");
    assertThat(found.sqsEndpoint()).isNull();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aProfileWithoutBucketSaysWhereToAsk() throws IOException {
    profile("[grids.g]\nregion = \"eu-north-1\"\n");
    deployed.put("g", "{\"grid\":\"g\",\"bucket\":\"parameter\",\"priorityLevels\":4}");
    GridConfig found = find(Map.of("grid", "g"));
    assertThat(found.bucket()).isEqualTo("parameter");
    assertThat(found.priorityLevels()).isEqualTo(4);
    assertThat(found.region()).isEqualTo("eu-north-1");
    assertThat(asked).containsExactly("g in eu-north-1");
  }

  @Test
  void theOnlyRunningLocalGridIsTheDefault() {
    LocalGridRegistry registry = new LocalGridRegistry(home);
    GridConfig local = GridConfig.local("here", LOCAL, LOCAL, LOCAL);
    registry.write(LocalGridEntry.ofThisProcess(local));
    assertThat(find(Map.of())).isEqualTo(local);

    registry.write(LocalGridEntry.ofThisProcess(GridConfig.local("too", LOCAL, LOCAL, LOCAL)));
    assertThatThrownBy(() -> find(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("several local grids run (here, too)");
  }

  @Test
  void withoutANameItSaysHowToGiveOne() {
    assertThatThrownBy(() -> find(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "grid: no grid is named and no local grid runs; name one with the flag grid,"
                + " HTCGRID_GRID, or defaultGrid in "
                + home.resolve("config.toml"));
  }

  @Test
  void aGridThatIsNowhereNamesAllThePlaces() {
    assertThatThrownBy(() -> find(Map.of("grid", "nowhere")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "grid: grid nowhere was not found: no flag and no HTCGRID_BUCKET names its bucket; "
                + home.resolve("config.toml")
                + " has no section [grids.nowhere]; no local grid of that name runs;"
                + " there is no parameter");
  }

  @Test
  void aLocalGridWhoseProcessIsDeadIsIgnoredAndNamed() {
    new LocalGridRegistry(home).write(LocalGridRegistryTest.dead("g"));
    assertThatThrownBy(() -> find(Map.of("grid", "g")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the local grid of that name is gone, as its process ")
        .hasMessageContaining(home.resolve("grids").resolve("g.json").toString());
    assertThatThrownBy(() -> find(Map.of())).hasMessageContaining("no local grid runs");
    deployed.put("g", "{\"bucket\":\"parameter\"}");
    assertThat(find(Map.of("grid", "g")).bucket()).isEqualTo("parameter");
  }

  @Test
  void allProblemsOfAllPlacesAreReportedAtOnce() throws IOException {
    profile(
        """
        defaultGird = "g"

        [grids.g]
        bukket = "bucket"
        bucket = "B!"
        fairQueues = "maybe"
        """);
    environment.put("HTCGRID_PRIORITY_LEVELS", "many");
    ConfigException problem =
        catchThrowableOfType(
            ConfigException.class,
            () -> find(Map.of("grid", "g", "sqsEndpoint", "http://a b", "colour", "red")));
    String file = home.resolve("config.toml").toString();
    String section = file + " [grids.g]";
    assertThat(problem.problems())
        .extracting(ConfigProblem::key, ConfigProblem::source)
        .containsExactlyInAnyOrder(
            tuple("colour", "flags"),
            tuple("sqsEndpoint", "flags"),
            tuple("priorityLevels", "HTCGRID_PRIORITY_LEVELS"),
            tuple("defaultGird", file),
            tuple("bukket", section),
            tuple("bucket", section),
            tuple("fairQueues", section));
  }

  @Test
  void aProfileThatIsNoTomlNamesTheLine() throws IOException {
    profile("[grids.g]\nbucket = \n");
    assertThatThrownBy(() -> find(Map.of("grid", "g")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(home.resolve("config.toml").toString())
        .hasMessageContaining("it is no TOML at line 2");
  }

  @Test
  void aNameThatIsNoneIsNotLookedUp() {
    environment.put("HTCGRID_GRID", "../../etc/passwd");
    assertThatThrownBy(() -> find(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("grid (from HTCGRID_GRID): '../../etc/passwd' is no grid name");
    assertThat(asked).isEmpty();
  }

  @Test
  void aParameterWithUnknownSettingsNamesThem() {
    deployed.put("g", "{\"bucket\":\"parameter\",\"moons\":2}");
    assertThatThrownBy(() -> find(Map.of("grid", "g")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("moons (from the parameter of g): there is no such setting");
  }

  @Test
  void variablesThatAreNoSettingsAreIgnored() {
    environment.put("HTCGRID_SERVICE_HOST", "10.0.0.1");
    environment.put("HTCGRID_REGION", " ");
    assertThat(find(Map.of("grid", "g", "bucket", "bucket")))
        .isEqualTo(GridConfig.of("g", "bucket"));
  }

  @Test
  void theHomeFolderCanBeChosen() {
    assertThat(GridFinder.home(Map.of("HTCGRID_HOME", "/elsewhere")))
        .isEqualTo(Path.of("/elsewhere"));
    assertThat(GridFinder.home(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".htcgrid"));
  }
}
