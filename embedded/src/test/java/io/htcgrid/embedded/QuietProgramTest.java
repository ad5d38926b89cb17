package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.junit.JavaProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Programs built on the embedded services own their output, and end when they are done. */
final class QuietProgramTest {

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "folder"})
  void aProgramPrintsNothingAndEndsAfterClose(String storage) throws Exception {
    Path output = temp.resolve("output");
    Process program =
        new ProcessBuilder(
                JavaProgram.command(
                    List.of("-Djava.io.tmpdir=" + temp),
                    Program.class,
                    storage,
                    temp.resolve("data").toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
    } finally {
      program.destroyForcibly();
    }

    assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEmpty();
    assertThat(program.exitValue()).isZero();
  }

  /** Uses every service, with a write that is refused, and leaves its main thread. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      EmbeddedAws.Builder builder = EmbeddedAws.builder();
      if (arguments[0].equals("folder")) {
        builder.dataFolder(Path.of(arguments[1]));
      }
      try (EmbeddedAws embedded = builder.start();
          AwsClients aws = new AwsClients(embedded.endpoints())) {
        Tables.create(aws.dynamoDb, "table");
        Map<String, AttributeValue> item =
            Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
        assertThatThrownBy(
                () ->
                    aws.dynamoDb.putItem(
                        r ->
                            r.tableName("table")
                                .item(item)
                                .conditionExpression("attribute_exists(pk)")))
            .isInstanceOf(ConditionalCheckFailedException.class);
        String queue = aws.sqs.createQueue(r -> r.queueName("queue")).queueUrl();
        aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("body"));
        aws.s3.createBucket(r -> r.bucket("bucket"));
        aws.s3.putObject(r -> r.bucket("bucket").key("key"), RequestBody.fromString("payload"));
      }
    }
  }
}
