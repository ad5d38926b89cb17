package io.htcgrid.cli.deploy;

import io.htcgrid.cli.account.Caller;
import io.htcgrid.control.config.GridFinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
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
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Stacks in states that no emulator shows, each with one resource that failed. */
final class FakeCloudFormation implements CloudFormationClient {
  private final Map<String, StackStatus> stacks = new HashMap<>();
  private String reason = "The bucket is not empty";
  private boolean denies;
  private boolean changesNothing;
  private int looks;
  private final List<String> deleted = new ArrayList<>();

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

  /** From now on no change set would change anything; before, none is ever made. */
  FakeCloudFormation unchanged() {
    changesNothing = true;
    return this;
  }

  /** What was asked to be deleted. */
  List<String> deleted() {
    return deleted;
  }

  /** With a look a minute, and patience for three. */
  Account account(Path home) {
    AtomicLong nanos = new AtomicLong();
    Pauses pauses = () -> nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    return new Account(
        new Caller("123456789012", "arn:aws:iam::123456789012:user/me", "eu-central-1"),
        this,
        GridFinder.of(Map.of(), home),
        new Patience(pauses, nanos::get, Duration.ofMinutes(3)),
        () -> {});
  }

  @Override
  public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest request) {
    return GetTemplateSummaryResponse.builder().parameters(List.of()).build();
  }

  /** One that retains nothing. */
  @Override
  public GetTemplateResponse getTemplate(GetTemplateRequest request) {
    return GetTemplateResponse.builder().templateBody("Resources: {}").build();
  }

  @Override
  public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
    return DeleteChangeSetResponse.builder().build();
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
    return DescribeChangeSetResponse.builder()
        .status(changesNothing ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_IN_PROGRESS)
        .statusReason("The submitted information didn't contain changes.")
        .build();
  }

  @Override
  public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
    return ExecuteChangeSetResponse.builder().build();
  }

  /** At once, but for one that is being deleted, which takes for ever. */
  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    deleted.add(request.stackName());
    stacks.computeIfPresent(
        request.stackName(),
        (name, status) -> status == StackStatus.DELETE_IN_PROGRESS ? status : null);
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
