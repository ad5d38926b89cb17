package io.htcgrid.local;

import io.htcgrid.embedded.EmbeddedAws;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code services}: the embedded services, for other containers. */
@Command(
    name = "services",
    description = "Runs DynamoDB Local, ElasticMQ and S3Proxy until stopped.")
final class ServicesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "0.0.0.0",
      description = "the address to listen on; whoever reaches it reads and writes everything")
  private String host = "";

  @Option(names = "--dynamodb-port", defaultValue = "8000", description = "0 for a free one")
  private int dynamoDbPort;

  @Option(names = "--sqs-port", defaultValue = "9324", description = "0 for a free one")
  private int sqsPort;

  @Option(names = "--s3-port", defaultValue = "9090", description = "0 for a free one")
  private int s3Port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "keep everything there; in memory by default")
  private @Nullable Path dataFolder;

  @Override
  public Integer call() throws InterruptedException {
    EmbeddedAws services = builder().start();
    System.out.println("services ready: " + services.endpoints());
    Terminated.await(services);
    return 0;
  }

  private EmbeddedAws.Builder builder() {
    EmbeddedAws.Builder builder = EmbeddedAws.builder().host(host);
    try {
      builder.dynamoDbPort(dynamoDbPort).sqsPort(sqsPort).s3Port(s3Port);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (dataFolder != null) {
      builder.dataFolder(dataFolder);
    }
    return builder;
  }
}
