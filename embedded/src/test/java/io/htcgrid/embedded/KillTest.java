package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.junit.JavaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What a service acknowledged is in the data folder, however its process ends. */
@ResourceLock("data folder")
final class KillTest {
  private static final int WRITES = 50;

  @TempDir Path folder;

  @Test
  void acknowledgedWritesSurviveAKillOfTheProcess() throws Exception {
    Process writer =
        new ProcessBuilder(JavaProgram.command(Writer.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(writer.inputReader().readLine()).isEqualTo("written");
    } finally {
      writer.destroyForcibly().waitFor();
    }

    try (EmbeddedAws embedded = EmbeddedAws.builder().dataFolder(folder).start();
        AwsClients aws = new AwsClients(embedded.endpoints())) {
      assertThat(aws.dynamoDb.scan(r -> r.tableName("table")).count()).isEqualTo(WRITES);
      assertThat(aws.s3.listObjectsV2(r -> r.bucket("bucket")).contents()).hasSize(WRITES);
      String queue = aws.sqs.getQueueUrl(r -> r.queueName("queue")).queueUrl();
      assertThat(
              aws.sqs
                  .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                  .attributes())
          .containsEntry(
              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, String.valueOf(2 * WRITES));
    }
  }

  /** Writes to every service in the folder named by its argument, then waits to be killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      EmbeddedAws embedded = EmbeddedAws.builder().dataFolder(Path.of(arguments[0])).start();
      AwsClients aws = new AwsClients(embedded.endpoints());
      Tables.create(aws.dynamoDb, "table");
      aws.s3.createBucket(r -> r.bucket("bucket"));
      String queue = aws.sqs.createQueue(r -> r.queueName("queue")).queueUrl();
      for (int i = 0; i < WRITES; i++) {
        String name = "write-" + i;
        aws.dynamoDb.putItem(
            r ->
                r.tableName("table")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS(name), "sk", AttributeValue.fromS("item"))));
        aws.s3.putObject(r -> r.bucket("bucket").key(name), RequestBody.fromString(name));
        aws.sqs.sendMessageBatch(r -> r.queueUrl(queue).entries(entry("a"), entry("b")));
      }
      System.out.println("written");
      System.in.read();
    }

    private static SendMessageBatchRequestEntry entry(String id) {
      return SendMessageBatchRequestEntry.builder().id(id).messageBody(id).build();
    }
  }
}
