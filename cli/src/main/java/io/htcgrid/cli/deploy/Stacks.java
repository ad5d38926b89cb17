package io.htcgrid.cli.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The calls to CloudFormation, with its refusals as sentences. For one thread. */
final class Stacks {
  private static final int BAD_REQUEST = 400;

  private final CloudFormationClient client;
  private final Patience patience;

  Stacks(CloudFormationClient client, Patience patience) {
    this.client = client;
    this.patience = patience;
  }

  /** Empty: there is none of that name. */
  Optional<Stack> find(String name) {
    try {
      return client.describeStacks(request -> request.stackName(name)).stacks().stream()
          .findFirst()
          .filter(stack -> StackState.of(stack.stackStatus()) != StackState.ABSENT);
    } catch (AwsServiceException e) {
      if (e.statusCode() == BAD_REQUEST && String.valueOf(e.getMessage()).contains("not exist")) {
        return Optional.empty();
      }
      throw DeployException.of(e, "cloudformation:DescribeStacks");
    } catch (SdkException e) {
      throw DeployException.of(e, "cloudformation:DescribeStacks");
    }
  }

  StackState state(String name) {
    return find(name).map(stack -> StackState.of(stack.stackStatus())).orElse(StackState.ABSENT);
  }

  GetTemplateSummaryResponse summary(String template) {
    return told(
        "cloudformation:GetTemplateSummary",
        () -> client.getTemplateSummary(request -> request.templateBody(template)));
  }

  /** The template that a stack was deployed of. */
  String template(String stack) {
    return told(
        "cloudformation:GetTemplate",
        () -> client.getTemplate(request -> request.stackName(stack)).templateBody());
  }

  /**
   * Makes a change set and waits for it.
   *
   * @param birth whether the stack is new
   * @param parameters by their keys; null: as it is
   * @return null: it would change nothing, and was deleted
   */
  @Nullable DescribeChangeSetResponse propose(
      String stack,
      String changeSet,
      boolean birth,
      String template,
      Map<String, @Nullable String> parameters,
      Map<String, String> tags) {
    CreateChangeSetRequest.Builder request =
        CreateChangeSetRequest.builder()
            .stackName(stack)
            .changeSetName(changeSet)
            .changeSetType(birth ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
            .templateBody(template)
            .capabilities(Capability.CAPABILITY_NAMED_IAM)
            .tags(
                tags.entrySet().stream()
                    .map(each -> Tag.builder().key(each.getKey()).value(each.getValue()).build())
                    .toList())
            .parameters(
                parameters.entrySet().stream()
                    .map(each -> parameter(each.getKey(), each.getValue()))
                    .toList());
    if (birth) {
      // Table and bucket outlive their stacks; a new stack takes them in.
      request.importExistingResources(true);
    }
    try {
      client.createChangeSet(request.build());
    } catch (SdkException e) {
      if (isUnchanged(String.valueOf(e.getMessage()))) {
        return null;
      }
      throw DeployException.of(e, "cloudformation:CreateChangeSet");
    }
    DescribeChangeSetResponse made = awaitChangeSet(stack, changeSet);
    if (made.status() != ChangeSetStatus.FAILED) {
      return made;
    }
    String reason = String.valueOf(made.statusReason());
    discard(stack, changeSet);
    if (isUnchanged(reason)) {
      return null;
    }
    throw DeployException.refused("stack " + stack + " cannot be changed: " + Reasons.of(reason));
  }

  private static boolean isUnchanged(String reason) {
    return reason.contains("didn't contain changes") || reason.contains("No updates are to be");
  }

  private static Parameter parameter(String key, @Nullable String value) {
    Parameter.Builder parameter = Parameter.builder().parameterKey(key);
    return value == null
        ? parameter.usePreviousValue(true).build()
        : parameter.parameterValue(value).build();
  }

  private DescribeChangeSetResponse awaitChangeSet(String stack, String changeSet) {
    Patience.Wait wait = patience.begin();
    while (true) {
      DescribeChangeSetResponse made =
          told(
              "cloudformation:DescribeChangeSet",
              () ->
                  client.describeChangeSet(
                      request -> request.stackName(stack).changeSetName(changeSet)));
      switch (made.status()) {
        case CREATE_PENDING, CREATE_IN_PROGRESS ->
            wait.pause(
                "change set " + changeSet + " of stack " + stack + " is " + made.statusAsString(),
                "'aws cloudformation describe-change-set --stack-name "
                    + stack
                    + " --change-set-name "
                    + changeSet
                    + "'");
        default -> {
          return made;
        }
      }
    }
  }

  /** All changes of a change set, in as many calls as they have pages. */
  List<Change> changes(String stack, String changeSet) {
    return told(
        "cloudformation:DescribeChangeSet",
        () ->
            client
                .describeChangeSetPaginator(
                    request -> request.stackName(stack).changeSetName(changeSet))
                .changes()
                .stream()
                .toList());
  }

  /** Deletes a change set that will not be carried out. */
  void discard(String stack, String changeSet) {
    told(
        "cloudformation:DeleteChangeSet",
        () -> client.deleteChangeSet(request -> request.stackName(stack).changeSetName(changeSet)));
  }

  /** Carries a change set out, and returns when that is done. */
  void execute(String stack, String changeSet) {
    told(
        "cloudformation:ExecuteChangeSet",
        () ->
            client.executeChangeSet(request -> request.stackName(stack).changeSetName(changeSet)));
    Stack now = settled(stack).orElseThrow();
    StackState state = StackState.of(now.stackStatus());
    boolean undone = now.stackStatusAsString().contains("ROLLBACK");
    if (state != StackState.READY || undone) {
      throw DeployException.refused(
          "stack "
              + stack
              + " is "
              + now.stackStatusAsString()
              + ": "
              + whyFailed(stack)
              + "; mend that and run the same command again");
    }
  }

  /** Deletes a stack, and returns when it is gone. */
  void delete(String stack) {
    told("cloudformation:DeleteStack", () -> client.deleteStack(r -> r.stackName(stack)));
    Optional<Stack> left = settled(stack);
    if (left.isPresent()) {
      throw DeployException.refused(
          "stack "
              + stack
              + " is "
              + left.get().stackStatusAsString()
              + ": "
              + whyFailed(stack)
              + "; mend that and run the same command again");
    }
  }

  /** The stack once nobody changes it; empty: it is gone. */
  private Optional<Stack> settled(String name) {
    Patience.Wait wait = patience.begin();
    while (true) {
      Optional<Stack> stack = find(name);
      if (stack.isEmpty() || StackState.of(stack.get().stackStatus()) != StackState.BUSY) {
        return stack;
      }
      wait.pause(
          "stack " + name + " is " + stack.get().stackStatusAsString(),
          "'aws cloudformation describe-stack-events --stack-name " + name + "'");
    }
  }

  /** What failed first when the stack was last changed. */
  String whyFailed(String stack) {
    List<StackEvent> newestFirst =
        told(
            "cloudformation:DescribeStackEvents",
            () -> client.describeStackEvents(request -> request.stackName(stack)).stackEvents());
    String reason = "CloudFormation does not say why";
    for (StackEvent event : newestFirst) {
      boolean ofStack = stack.equals(event.logicalResourceId());
      String said = event.resourceStatusReason();
      if (!ofStack && said != null && failed(event) && !said.contains("cancelled")) {
        reason = event.logicalResourceId() + " (" + event.resourceType() + "): " + Reasons.of(said);
      }
      if (ofStack && begins(event)) {
        break;
      }
    }
    return reason;
  }

  private static boolean failed(StackEvent event) {
    return event.resourceStatusAsString().endsWith("_FAILED");
  }

  private static boolean begins(StackEvent event) {
    return event.resourceStatus() == ResourceStatus.CREATE_IN_PROGRESS
        || event.resourceStatus() == ResourceStatus.UPDATE_IN_PROGRESS
        || event.resourceStatus() == ResourceStatus.DELETE_IN_PROGRESS;
  }

  private static <T> T told(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw DeployException.of(e, action);
    }
  }
}
