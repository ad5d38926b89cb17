package io.htcgrid.cli.deploy;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Stacks in states that no emulator shows, each with one resource that failed. */
final class FakeCloudFormation implements CloudFormationClient {
  private final Map<String, StackStatus> stacks = new HashMap<>();
  private String reason = "The bucket is not empty";
  private boolean denies;
  private int looks;

  FakeCloudFormation with(String stack, StackStatus status) {
    stacks.put(stack, status);
    return this;
  }

  FakeCloudFormation because(String why) {
    reason = why;
    return this;
  }

  FakeCloudFormation denying() {
    denies = true;
    return this;
  }

  /** How often stacks were looked at. */
  int looks() {
    return looks;
  }

  @Override
  public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
    return CreateChangeSetResponse.builder().build();
  }

  @Override
  public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
    return DescribeChangeSetResponse.builder().status(ChangeSetStatus.CREATE_IN_PROGRESS).build();
  }

  @Override
  public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
    return ExecuteChangeSetResponse.builder().build();
  }

  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    return DeleteStackResponse.builder().build();
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    looks++;
    if (denies) {
      throw refusal(
          403,
          "AccessDenied",
          "User: arn:aws:iam::123456789012:user/me is not authorized to perform:"
              + " cloudformation:DescribeStacks because no identity-based policy allows it");
    }
    StackStatus status = stacks.get(request.stackName());
    if (status == null) {
      throw refusal(
          400, "ValidationError", "Stack with id " + request.stackName() + " does not exist");
    }
    return DescribeStacksResponse.builder()
        .stacks(Stack.builder().stackName(request.stackName()).stackStatus(status).build())
        .build();
  }

  private static CloudFormationException refusal(int status, String code, String message) {
    return (CloudFormationException)
        CloudFormationException.builder()
            .statusCode(status)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  @Override
  public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
    return DescribeStackEventsResponse.builder()
        .stackEvents(
            event("Other", ResourceStatus.CREATE_FAILED, "Resource creation cancelled"),
            event("Bucket", ResourceStatus.CREATE_FAILED, reason),
            event(request.stackName(), ResourceStatus.CREATE_IN_PROGRESS, "User Initiated"),
            event("Older", ResourceStatus.CREATE_FAILED, "of an earlier change"))
        .build();
  }

  private static StackEvent event(String id, ResourceStatus status, String why) {
    return StackEvent.builder()
        .logicalResourceId(id)
        .resourceType("AWS::S3::Bucket")
        .resourceStatus(status)
        .resourceStatusReason(why)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
