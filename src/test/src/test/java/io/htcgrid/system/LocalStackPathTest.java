package io.htcgrid.system;

import io.htcgrid.embedded.junit.AwsServices;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over LocalStack, where Docker and its image are there. */
class LocalStackPathTest extends ContainerPath {
  @RegisterExtension static final AwsServices SERVICES = AwsServices.on("localstack");
}
