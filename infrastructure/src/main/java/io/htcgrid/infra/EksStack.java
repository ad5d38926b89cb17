package io.htcgrid.infra;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.eks.CfnPodIdentityAssociation;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * Roles for agents and for KEDA's operator in an EKS cluster, by Pod Identity or by the cluster's
 * OpenID Connect provider (IRSA).
 */
final class EksStack extends GridStack {
  EksStack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(scope, id, "htcgrid compute - roles of a grid's agents on EKS", inputs);
    role(
        "Agent",
        names().agents() + "-eks",
        Input.NAMESPACE,
        Input.SERVICE_ACCOUNT,
        CfnRole.Builder.create(this, "AgentRole")
            .managedPolicyArns(List.of(Arns.policy(names().policy("agent")))));
    role(
        "Scaler",
        names().prefix() + "-scaler-eks",
        Input.SCALER_NAMESPACE,
        Input.SCALER_SERVICE_ACCOUNT,
        CfnRole.Builder.create(this, "ScalerRole")
            .policies(
                List.of(
                    CfnRole.PolicyProperty.builder()
                        .policyName("scale")
                        .policyDocument(policies().scaler())
                        .build())));
  }

  private void role(
      String id, String name, Input namespace, Input serviceAccount, CfnRole.Builder builder) {
    CfnRole role =
        builder
            .roleName(name)
            .assumeRolePolicyDocument(trust(namespace, serviceAccount))
            .permissionsBoundary(
                inputs()
                    .given(Input.PERMISSIONS_BOUNDARY_ARN)
                    .text(inputs().text(Input.PERMISSIONS_BOUNDARY_ARN)))
            .tags(gridTags())
            .build();
    Choice associate = inputs().given(Input.CLUSTER_NAME);
    if (associate.possible()) {
      associate.bind(
          CfnPodIdentityAssociation.Builder.create(this, id + "Association")
              .clusterName(inputs().text(Input.CLUSTER_NAME))
              .namespace(inputs().text(namespace))
              .serviceAccount(inputs().text(serviceAccount))
              .roleArn(role.getAttrArn())
              .build());
    }
    output(
        id + "RoleArn",
        "For the annotation eks.amazonaws.com/role-arn, with IRSA",
        role.getAttrArn());
  }

  /** As texts: names of the conditions hold the provider's, which is no place for a function. */
  private Object trust(Input namespace, Input serviceAccount) {
    String irsa =
        String.format(
            Locale.ROOT,
            """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"%s:aud": "sts.amazonaws.com",
        "%s:sub": "system:serviceaccount:%s:%s"}}}]}
        """,
            Arns.global("iam", "oidc-provider/" + inputs().text(Input.OIDC_PROVIDER)),
            inputs().text(Input.OIDC_PROVIDER),
            inputs().text(Input.OIDC_PROVIDER),
            inputs().text(namespace),
            inputs().text(serviceAccount));
    String podIdentity =
        String.format(
            Locale.ROOT,
            """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {"StringEquals": {"aws:SourceAccount": "%s"}}}]}
        """,
            Aws.ACCOUNT_ID);
    return inputs().given(Input.OIDC_PROVIDER).text(irsa, podIdentity);
  }
}
