package io.htcgrid.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.price.Use;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class BilledRequestsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "6553, 1", "6554, 2", "65536, 10"})
  void aBatchIsBilledByThe64KibOfAllItsMessages(int bytes, int requests) {
    Use batch = BilledRequests.sent("Sqs", "SendMessageBatch", batch(bytes, null));

    assertThat(batch).isEqualTo(new Use(requests, 0, 0, 0, 0, 0));
  }

  @Test
  void aBatchThatNamesAGroupPaysForAFairQueueToo() {
    Use batch = BilledRequests.sent("Sqs", "SendMessageBatch", batch(6554, "desk"));

    assertThat(batch).isEqualTo(new Use(2, 2, 0, 0, 0, 0));
  }

  @Test
  void aReceiveIsBilledEmptyOrNotAndByWhatItBrings() {
    Use asked =
        BilledRequests.sent("Sqs", "ReceiveMessage", ReceiveMessageRequest.builder().build());
    Use nothing = BilledRequests.answered(received(0));
    Use much = BilledRequests.answered(received(10));

    assertThat(asked.sqsRequests()).isEqualTo(1);
    assertThat(nothing.sqsRequests()).isZero();
    assertThat(much.sqsRequests()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "PutObject, 1, 0",
    "ListObjectsV2, 1, 0",
    "GetObject, 0, 1",
    "HeadObject, 0, 1",
    "DeleteObjects, 0, 0"
  })
  void s3BillsPutsAndListsOneWayGetsAnotherAndDeletesNot(String operation, int puts, int gets) {
    Use use = BilledRequests.sent("S3", operation, PutObjectRequest.builder().build());

    assertThat(use).isEqualTo(new Use(0, 0, 0, 0, puts, gets));
  }

  private static SendMessageBatchRequest batch(int bytes, @Nullable String group) {
    return SendMessageBatchRequest.builder()
        .entries(
            Collections.nCopies(
                10,
                SendMessageBatchRequestEntry.builder()
                    .messageBody("x".repeat(bytes))
                    .messageGroupId(group)
                    .build()))
        .build();
  }

  private static ReceiveMessageResponse received(int messages) {
    Message message = Message.builder().body("x".repeat(BilledRequests.SQS_CHUNK_BYTES)).build();
    return ReceiveMessageResponse.builder()
        .messages(Collections.nCopies(messages, message))
        .build();
  }
}
