package io.htcgrid.cli.deploy;

import io.htcgrid.cli.account.Caller;
import io.htcgrid.control.config.GridFinder;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Where grids are deployed: an account and a region, found by the SDK's own means. */
public final class Account implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 3000;

  private final Caller caller;
  private final CloudFormationClient cloudFormation;
  private final GridFinder finder;
  private final Patience patience;
  private final Runnable closing;

  /**
   * @param closing what else to close
   */
  Account(
      Caller caller,
      CloudFormationClient cloudFormation,
      GridFinder finder,
      Patience patience,
      Runnable closing) {
    this.caller = caller;
    this.cloudFormation = cloudFormation;
    this.finder = finder;
    this.patience = patience;
    this.closing = closing;
  }

  /**
   * Asks AWS who calls.
   *
   * @param region null: as the SDK finds it
   * @param longest to wait for each stack
   * @throws DeployException when there are no credentials or no region, or they are not accepted
   */
  public static Account open(GridFinder finder, @Nullable String region, Duration longest) {
    SdkHttpClient http = Apache5HttpClient.builder().connectionTimeout(CONNECT).build();
    try {
      Caller caller = Caller.ask(http, region);
      CloudFormationClient cloudFormation =
          CloudFormationClient.builder()
              .httpClient(http)
              .region(Region.of(caller.region()))
              .build();
      Patience patience = new Patience(Pauses.of(LOOK_MILLIS), System::nanoTime, longest);
      return new Account(caller, cloudFormation, finder, patience, http::close);
    } catch (SdkException e) {
      http.close();
      throw DeployException.of(e, "sts:GetCallerIdentity");
    }
  }

  Stacks stacks() {
    return new Stacks(cloudFormation, patience);
  }

  GridFinder finder() {
    return finder;
  }

  String region() {
    return caller.region();
  }

  /** For sentences. */
  String place() {
    return "account " + caller.account() + ", " + caller.region();
  }

  /** A name that no other change set has. */
  String changeSetName() {
    return "htcgrid-" + UUID.randomUUID();
  }

  /** The data of a grid; the caller closes it. */
  GridData data(String grid) {
    return GridData.open(grid, caller, patience);
  }

  @Override
  public void close() {
    cloudFormation.close();
    closing.run();
  }
}
