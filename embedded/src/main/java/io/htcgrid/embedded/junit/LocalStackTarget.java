package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import java.net.URI;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container. A class of its own, as Testcontainers need not be there. */
final class LocalStackTarget {
  /** Older versions refuse MessageGroupId on standard queues; later images want a token. */
  private static final String IMAGE = "localstack/localstack:4.7.0";

  private LocalStackTarget() {}

  static ConditionEvaluationResult canRun() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? ConditionEvaluationResult.enabled("Docker is there")
        : ConditionEvaluationResult.disabled(
            TestTarget.TARGET_KEY + "=localstack needs a running Docker engine, and none answers");
  }

  static RunningTarget start() {
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("dynamodb", "sqs", "s3");
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
        container::stop);
  }
}
