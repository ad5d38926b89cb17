package io.htcgrid.system;

import io.htcgrid.embedded.junit.AwsServices;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over the image of the embedded services that {@code infrastructure/images/build.sh} builds. */
class EmbeddedImagePathTest extends ContainerPath {
  @RegisterExtension static final AwsServices SERVICES = AwsServices.on("image");
}
