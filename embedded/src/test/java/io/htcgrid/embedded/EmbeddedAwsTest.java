package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

@ResourceLock("data folder")
final class EmbeddedAwsTest {

  @Test
  void startsManyTimesAndSideBySide() {
    try (EmbeddedAws first = EmbeddedAws.builder().start();
        EmbeddedAws second = EmbeddedAws.builder().start()) {
      assertThat(first.endpoints()).isNotEqualTo(second.endpoints());
    }
    EmbeddedAws third = EmbeddedAws.builder().start();
    third.close();
    third.close();
  }

  @Test
  void allEndpointsAreLoopback() {
    try (EmbeddedAws aws = EmbeddedAws.builder().start()) {
      assertThat(uris(aws.endpoints()))
          .hasSize(3)
          .allMatch(uri -> uri.getHost().equals("127.0.0.1"));
    }
  }

  @Test
  void otherAddressesOfTheMachineReachTheServicesOnlyWhenTheyAreBoundToThemAll() {
    try (EmbeddedAws aws = EmbeddedAws.builder().start();
        EmbeddedAws open = EmbeddedAws.builder().host("0.0.0.0").start()) {
      assertThat(uris(aws.endpoints())).noneMatch(EmbeddedAwsTest::isReachedByAnotherAddress);
      assertThat(uris(open.endpoints())).allMatch(EmbeddedAwsTest::isReachedByAnotherAddress);
    }
  }

  private static boolean isReachedByAnotherAddress(URI endpoint) {
    try (Socket socket = new Socket("127.0.0.2", endpoint.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void everyKeyAndRegionSeesTheSameTables() {
    try (EmbeddedAws embedded = EmbeddedAws.builder().start()) {
      AwsEndpoints endpoints = embedded.endpoints();
      AwsEndpoints elsewhere =
          new AwsEndpoints(
              endpoints.dynamoDb(), endpoints.sqs(), endpoints.s3(), "eu-west-1", "id", "key");
      try (AwsClients one = new AwsClients(endpoints);
          AwsClients other = new AwsClients(elsewhere)) {
        Tables.create(one.dynamoDb, "table");

        assertThat(other.dynamoDb.describeTable(r -> r.tableName("table")).table().tableStatus())
            .isEqualTo(TableStatus.ACTIVE);
      }
    }
  }

  @Test
  void closeFreesThePortsForTheNextStart() {
    EmbeddedAws first = EmbeddedAws.builder().start();
    AwsEndpoints endpoints = first.endpoints();
    // A connection that the client keeps open must not hold the port.
    try (AwsClients aws = new AwsClients(endpoints)) {
      aws.dynamoDb.listTables();
      aws.sqs.listQueues();
      aws.s3.listBuckets();
      first.close();
      EmbeddedAws second =
          EmbeddedAws.builder()
              .dynamoDbPort(port(endpoints.dynamoDb()))
              .sqsPort(port(endpoints.sqs()))
              .s3Port(port(endpoints.s3()))
              .start();
      assertThat(second.endpoints()).isEqualTo(endpoints);
      second.close();
    }
  }

  static Stream<Arguments> ports() {
    return Stream.of(
        port("DynamoDB Local", EmbeddedAws.Builder::dynamoDbPort),
        port("ElasticMQ", EmbeddedAws.Builder::sqsPort),
        port("S3Proxy", EmbeddedAws.Builder::s3Port));
  }

  private static Arguments port(
      String service, BiFunction<EmbeddedAws.Builder, Integer, EmbeddedAws.Builder> setting) {
    return Arguments.of(service, setting);
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aPortInUseIsNamedWithItsService(
      String service, BiFunction<EmbeddedAws.Builder, Integer, EmbeddedAws.Builder> setting)
      throws IOException {
    try (ServerSocket holder = new ServerSocket()) {
      holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      EmbeddedAws.Builder builder = setting.apply(EmbeddedAws.builder(), holder.getLocalPort());

      assertThatThrownBy(builder::start)
          .isInstanceOf(EmbeddedServiceException.class)
          .hasMessageContainingAll("Port " + holder.getLocalPort(), service);
    }
  }

  @Test
  void aPortOutOfRangeIsRefused() {
    assertThatThrownBy(() -> EmbeddedAws.builder().sqsPort(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
  }

  @Test
  void aSecondDataFolderInOneJvmIsRefusedAndLeavesTheFirstAlone(@TempDir Path temp) {
    try (EmbeddedAws first = EmbeddedAws.builder().dataFolder(temp.resolve("a")).start();
        AwsClients aws = new AwsClients(first.endpoints())) {
      assertThatThrownBy(() -> EmbeddedAws.builder().dataFolder(temp.resolve("b")).start())
          .isInstanceOf(EmbeddedServiceException.class)
          .hasMessageContaining("one data folder per JVM");
      String queue = aws.sqs.createQueue(r -> r.queueName("queue")).queueUrl();
      aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("body"));
    }
    EmbeddedAws.builder().dataFolder(temp.resolve("b")).start().close();
  }

  private static List<URI> uris(AwsEndpoints endpoints) {
    return Stream.of(endpoints.dynamoDb(), endpoints.sqs(), endpoints.s3())
        .map(Objects::requireNonNull)
        .toList();
  }

  private static int port(@Nullable URI endpoint) {
    return Objects.requireNonNull(endpoint).getPort();
  }
}
