package io.htcgrid.embedded.junit;

import com.github.dockerjava.api.exception.NotFoundException;
import io.htcgrid.embedded.AwsEndpoints;
import java.net.URI;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Services in a container, of an image that is on this machine: nothing is pulled. A class of its
 * own, as Testcontainers need not be there.
 */
final class ContainerTarget {
  /** Older versions refuse MessageGroupId on standard queues; later images want a token. */
  static final String LOCALSTACK_IMAGE = "localstack/localstack:4.7.0";

  private static final int DYNAMODB_PORT = 8000;
  private static final int SQS_PORT = 9324;
  private static final int S3_PORT = 9090;
  private static final String REGION = "us-east-1";
  private static final String ANY_KEY = "htcgridlocal";

  private ContainerTarget() {}

  /**
   * @param get what to do to have the image
   */
  static ConditionEvaluationResult canRun(String image, String get) {
    DockerClientFactory docker = DockerClientFactory.instance();
    if (!docker.isDockerAvailable()) {
      return ConditionEvaluationResult.disabled(
          "the container of " + image + " needs a running Docker engine, and none answers");
    }
    try {
      docker.client().inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      // A machine may well have the engine and not the image: the reason does not name the former.
      return ConditionEvaluationResult.disabled(
          "the image " + image + " is not on this machine; " + get);
    }
    return ConditionEvaluationResult.enabled("The image " + image + " is there");
  }

  static RunningTarget localStack() {
    Network network = Network.newNetwork();
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(LOCALSTACK_IMAGE))
            .withServices("dynamodb", "sqs", "s3")
            .withNetwork(network);
    container.start();
    URI endpoint = container.getEndpoint();
    return new RunningTarget(
        new AwsEndpoints(
            endpoint,
            endpoint,
            endpoint,
            container.getRegion(),
            container.getAccessKey(),
            container.getSecretKey()),
        () -> stop(container, network));
  }

  /** The embedded services, in the image that this project builds. */
  static RunningTarget embedded(String image) {
    // Ports are published from a network of its own also where the engine has no default bridge.
    Network network = Network.newNetwork();
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withNetwork(network)
            .withExposedPorts(DYNAMODB_PORT, SQS_PORT, S3_PORT);
    container.start();
    return new RunningTarget(
        new AwsEndpoints(
            endpoint(container, DYNAMODB_PORT),
            endpoint(container, SQS_PORT),
            endpoint(container, S3_PORT),
            REGION,
            ANY_KEY,
            ANY_KEY),
        () -> stop(container, network));
  }

  private static URI endpoint(GenericContainer<?> container, int port) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port));
  }

  private static void stop(GenericContainer<?> container, Network network) {
    container.stop();
    network.close();
  }
}
