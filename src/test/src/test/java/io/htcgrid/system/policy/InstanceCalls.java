package io.htcgrid.system.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the script of EC2 instances asks of IAM, read off its commands. */
final class InstanceCalls {
  private static final Pattern AWS = Pattern.compile("(?m)^\\s*aws (\\S+) (\\S+)");
  private static final Pattern GROUP = Pattern.compile("--auto-scaling-group-name ([\\w-]+)");
  private static final Pattern PULLED = Pattern.compile("htcgrid-pull \\S+?/(\\S+):\\S+");
  private static final Pattern LOGS =
      Pattern.compile("--log-driver=awslogs .*--log-opt=awslogs-group=([\\w/-]+)");

  /** What {@code docker pull} asks of ECR. */
  private static final List<String> PULL =
      List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

  private final String script;

  InstanceCalls(String script) {
    this.script = script;
  }

  List<Call> all() {
    List<Call> calls = new ArrayList<>();
    calls.addAll(each(AWS, this::command));
    for (String action : PULL) {
      calls.addAll(
          each(
              PULLED,
              found -> Call.of(action, Account.arn("ecr", "repository/" + found.group(1)))));
    }
    for (String action : List.of("logs:CreateLogStream", "logs:PutLogEvents")) {
      calls.addAll(
          each(
              LOGS,
              found ->
                  Call.of(
                      action,
                      Account.arn(
                          "logs", "log-group:" + found.group(1) + ":log-stream:i-0/agent"))));
    }
    return calls;
  }

  private List<Call> each(Pattern pattern, Function<MatchResult, Call> call) {
    return pattern.matcher(script).results().map(call).toList();
  }

  private Call command(MatchResult found) {
    String command = found.group(1) + " " + found.group(2);
    return switch (command) {
      case "ecr get-login-password" -> Call.of("ecr:GetAuthorizationToken", "*");
      case "autoscaling complete-lifecycle-action" ->
          Call.of("autoscaling:CompleteLifecycleAction", group());
      case "autoscaling set-instance-protection" ->
          Call.of("autoscaling:SetInstanceProtection", group());
      case "autoscaling terminate-instance-in-auto-scaling-group" ->
          Call.of("autoscaling:TerminateInstanceInAutoScalingGroup", group());
      default -> throw new UnknownCallException("aws " + command);
    };
  }

  private String group() {
    String name =
        GROUP
            .matcher(script)
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow(() -> new UnknownCallException("a command on no group"));
    return Account.arn("autoscaling", "autoScalingGroup:a-b-c:autoScalingGroupName/" + name);
  }
}
