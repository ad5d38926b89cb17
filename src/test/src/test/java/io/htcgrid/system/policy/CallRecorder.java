package io.htcgrid.system.policy;

import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Notes what the calls of a client ask of IAM, and refuses those that its role is known to be
 * refused. Thread-safe.
 */
final class CallRecorder implements ExecutionInterceptor {
  private static final int FORBIDDEN = 403;

  private final Recording recording;
  private final DynamoDbCalls dynamoDb;
  private final SqsCalls sqs;
  private final S3Calls s3;

  CallRecorder(Recording recording, Account account) {
    this.recording = recording;
    this.dynamoDb = new DynamoDbCalls(account);
    this.sqs = new SqsCalls(account);
    this.s3 = new S3Calls(account);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    List<Call> calls;
    try {
      calls = calls(context.request(), attributes);
    } catch (RuntimeException e) {
      recording.addProblem(e.toString());
      return;
    }
    for (Call call : calls) {
      if (!recording.add(call)) {
        throw denied(call);
      }
    }
  }

  private List<Call> calls(SdkRequest request, ExecutionAttributes attributes) {
    String service =
        Objects.requireNonNull(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    String operation =
        Objects.requireNonNull(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    return switch (service) {
      case "DynamoDb" -> dynamoDb.of(request);
      case "Sqs" -> sqs.of(operation, request);
      case "S3" -> s3.of(request);
      default -> throw UnknownCallException.of(request);
    };
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof NoSuchKeyException) {
      s3.ofMissing(context.request()).forEach(recording::add);
    }
  }

  private static AwsServiceException denied(Call call) {
    return AwsServiceException.builder()
        .message("not authorized to perform: " + call)
        .statusCode(FORBIDDEN)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("AccessDeniedException")
                .errorMessage("not authorized to perform: " + call)
                .build())
        .build();
  }
}
