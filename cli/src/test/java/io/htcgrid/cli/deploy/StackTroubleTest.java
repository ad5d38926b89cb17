package io.htcgrid.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.cli.account.Caller;
import io.htcgrid.control.config.GridFinder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

class StackTroubleTest {
  private static final Caller CALLER =
      new Caller("123456789012", "arn:aws:iam::123456789012:user/me", "eu-central-1");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  private void deploy(FakeCloudFormation aws) throws Exception {
    Account account = new Account(CALLER, aws, GridFinder.of(Map.of(), folder), () -> {}, () -> {});
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
