package io.htcgrid.runtime.function;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS's Java runtime interface client, as found on this program's own class path.
 *
 * @param jars its jar and those it needs, for the class path of a Java function
 * @param library its native library. Left to itself, each process unpacks it to the same path in
 *     /tmp, and two that start together break each other's copy; so it is unpacked once, here
 */
record RuntimeInterfaceClient(List<Path> jars, Path library) {

  static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The property that makes the client load a library that is there already. */
  static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final List<String> CLASSES =
      List.of(
          "com.amazonaws.services.lambda.runtime.RequestStreamHandler",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
          MAIN_CLASS);

  RuntimeInterfaceClient {
    jars = List.copyOf(jars);
  }

  /**
   * Finds the client and unpacks its library.
   *
   * @param folder where to unpack
   * @throws IOException when a part is missing, or the machine is not one it was built for
   */
  static RuntimeInterfaceClient find(Path folder) throws IOException {
    var jars = new ArrayList<Path>();
    for (String name : CLASSES) {
      Path jar = jarOf(resource(name.replace('.', '/') + ".class"));
      if (!jars.contains(jar)) {
        jars.add(jar);
      }
    }
    String file = "libaws-lambda-jni." + platform() + ".so";
    Path library = folder.resolve(file);
    try (var packed = resource("jni/" + file).openStream()) {
      Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return new RuntimeInterfaceClient(jars, library);
  }

  private static URL resource(String name) throws IOException {
    URL url = RuntimeInterfaceClient.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IOException(
          name
              + " is not on the class path; Java functions need com.amazonaws:aws-lambda-java-runtime-interface-client");
    }
    return url;
  }

  private static Path jarOf(URL inJar) throws IOException {
    if (!(inJar.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(inJar + " is not in a jar");
    }
    try {
      return Path.of(connection.getJarFileURL().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(inJar + " is not in a jar that lies on a disk", e);
    }
  }

  private static String platform() {
    String machine = System.getProperty("os.arch");
    String architecture = machine.equals("aarch64") ? "aarch_64" : "x86_64";
    boolean musl =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    return (musl ? "linux_musl-" : "linux-") + architecture;
  }
}
