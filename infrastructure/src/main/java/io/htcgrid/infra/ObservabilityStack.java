package io.htcgrid.infra;

import io.htcgrid.control.config.GridConfig;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;

/** Dashboard, alarms, and the log group of the agents. */
final class ObservabilityStack extends GridStack {
  ObservabilityStack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(scope, id, "htcgrid observability - dashboard, alarms and logs of a grid", inputs);
    CfnLogGroup logs =
        CfnLogGroup.Builder.create(this, "AgentLogs")
            .logGroupName(names().agentLogs())
            .retentionInDays(inputs().number(Input.LOG_RETENTION_DAYS))
            .tags(gridTags())
            .build();
    Alarms alarms = new Alarms(this);
    for (int level = 0; level < GridConfig.MAX_PRIORITY_LEVELS; level++) {
      Choice wanted = inputs().hasLevel(level);
      if (wanted.possible()) {
        wanted.bind(alarms.oldestMessage(level));
      }
    }
    alarms.deadLetters();
    alarms.throttles();
    alarms.failedTasks();
    alarms.sweeperErrors();
    alarms.sweeperSilent();
    CfnDashboard dashboard =
        CfnDashboard.Builder.create(this, "Dashboard")
            .dashboardName(names().prefix())
            .dashboardBody(new Dashboard(names()).json())
            .build();
    output("DashboardName", "The grid's dashboard in CloudWatch", dashboard.getRef());
    output("AgentLogGroup", "Where agents and runtimes log", logs.getRef());
  }
}
