package io.htcgrid.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

class StackTroubleTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  private void deploy(FakeCloudFormation aws) throws Exception {
    Account account = aws.account(folder);
    new Deployment(
            account,
            SmallTemplates::of,
            SmallTemplates.sweeper(folder),
            new RecordedAsk(),
            new Order("risk", null, Map.of(), Map.of()))
        .run();
  }

  @Test
  void aStackThatIsBeingChangedIsLeftAlone() {
    assertThatThrownBy(
            () ->
                deploy(
                    new FakeCloudFormation()
                        .with("htcgrid-risk-data", StackStatus.UPDATE_IN_PROGRESS)))
        .hasMessage(
            "stack htcgrid-risk-data is UPDATE_IN_PROGRESS: somebody changes it now; wait until"
                + " that has ended and run this again");
  }

  @Test
  void aHalfDestroyedStackIsDestroyedFirst() {
    assertThatThrownBy(
            () ->
                deploy(
                    new FakeCloudFormation()
                        .with("htcgrid-risk-control", StackStatus.DELETE_FAILED)))
        .hasMessage(
            "stack htcgrid-risk-control is DELETE_FAILED, half destroyed: Bucket (AWS::S3::Bucket):"
                + " The bucket is not empty; end that with 'htcgrid destroy risk' and run this"
                + " again");
  }

  @Test
  void aChangeThatCouldNotBeUndoneIsNamedWithTheActionThatIsDenied() {
    assertThatThrownBy(
            () ->
                deploy(
                    new FakeCloudFormation()
                        .with("htcgrid-risk-access", StackStatus.UPDATE_ROLLBACK_FAILED)
                        .because(
                            "User: me is not authorized to perform: iam:CreatePolicy on resource:"
                                + " x (Service: Iam, Status Code: 403)")))
        .hasMessageStartingWith(
            "stack htcgrid-risk-access is UPDATE_ROLLBACK_FAILED: Bucket (AWS::S3::Bucket):"
                + " iam:CreatePolicy is denied to these credentials; policy IAMFullAccess allows"
                + " it")
        .hasMessageContaining("continue-update-rollback --stack-name htcgrid-risk-access");
  }

  @Test
  void aDeniedCallIsNamedWithThePolicyThatAllowsIt() {
    assertThatThrownBy(() -> deploy(new FakeCloudFormation().denying()))
        .hasMessage(
            "cloudformation:DescribeStacks is denied to these credentials; policy"
                + " AWSCloudFormationFullAccess allows it");
  }

  private static void assertGoesOn(ThrowingCallable wait, String sentence) {
    assertThatThrownBy(wait)
        .isInstanceOfSatisfying(
            DeployException.class,
            e -> assertThat(e.kind()).isEqualTo(DeployException.Kind.TIMED_OUT))
        .hasMessage(
            sentence
                + " tells how far it is; run the same command again when that has ended, or give it"
                + " longer with --timeout");
  }

  @Test
  void aStackThatTakesLongerThanOneWaitsGoesOnAndIsSaidTo() {
    FakeCloudFormation aws = new FakeCloudFormation();
    Stacks stacks = aws.account(folder).stacks();

    aws.with("htcgrid-risk-ec2", StackStatus.UPDATE_IN_PROGRESS);
    assertGoesOn(
        () -> stacks.execute("htcgrid-risk-ec2", "change"),
        "stack htcgrid-risk-ec2 is UPDATE_IN_PROGRESS after 3m; AWS goes on with it: 'aws"
            + " cloudformation describe-stack-events --stack-name htcgrid-risk-ec2'");
    assertThat(aws.looks()).isEqualTo(4);

    aws.with("htcgrid-risk-ec2", StackStatus.DELETE_IN_PROGRESS);
    assertGoesOn(
        () -> stacks.delete("htcgrid-risk-ec2"),
        "stack htcgrid-risk-ec2 is DELETE_IN_PROGRESS after 3m; AWS goes on with it: 'aws"
            + " cloudformation describe-stack-events --stack-name htcgrid-risk-ec2'");
    assertGoesOn(
        () -> stacks.propose("htcgrid-risk-ec2", "change", true, "{}", Map.of(), Map.of()),
        "change set change of stack htcgrid-risk-ec2 is CREATE_IN_PROGRESS after 3m; AWS goes on"
            + " with it: 'aws cloudformation describe-change-set --stack-name htcgrid-risk-ec2"
            + " --change-set-name change'");
  }

  @Test
  void everyStatusOfAStackMeansSomething() {
    assertThat(
            EnumSet.allOf(StackStatus.class).stream()
                .filter(status -> status.name().endsWith("_IN_PROGRESS"))
                .map(StackState::of)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(StackState.BUSY, StackState.UNBORN);
    assertThat(
            EnumSet.allOf(StackStatus.class).stream()
                .map(StackState::of)
                .collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(StackState.class));
    assertThat(StackState.of(StackStatus.ROLLBACK_COMPLETE)).isEqualTo(StackState.STILLBORN);
    assertThat(StackState.of(StackStatus.UPDATE_ROLLBACK_COMPLETE)).isEqualTo(StackState.READY);
  }
}
