package io.htcgrid.infra;

import io.htcgrid.control.config.GridConfig;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * Agents on EC2 instances, mostly Spot. An instance has a slot per vCPU, and the group counts its
 * capacity in vCPUs, so that whatever instances there are, its capacity is the grid's slots.
 */
final class Ec2Stack extends GridStack {
  /** Holds an instance that ends until its agent has drained. */
  static final String DRAIN_HOOK = "drain";

  /** What an instance may take to drain, beyond its tasks' grace, before it is ended anyway. */
  private static final int HOOK_SECONDS = 900;

  Ec2Stack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(scope, id, "htcgrid compute - agents of a grid on EC2", inputs);
    CfnAutoScalingGroup group = group(template());
    Scaling scaling = new Scaling(this, group);
    for (int level = 0; level < GridConfig.MAX_PRIORITY_LEVELS; level++) {
      Choice wanted = inputs().hasLevel(level);
      if (wanted.possible()) {
        scaling.follow(level, wanted);
      }
    }
    output("GroupName", "The agents' Auto Scaling group", group.getRef());
  }

  private CfnLaunchTemplate template() {
    var metadata =
        CfnLaunchTemplate.MetadataOptionsProperty.builder()
            .httpEndpoint("enabled")
            .httpTokens("required")
            // One hop: a container on a network of its own cannot reach it.
            .httpPutResponseHopLimit(1)
            .instanceMetadataTags("disabled")
            .build();
    var disk =
        CfnLaunchTemplate.BlockDeviceMappingProperty.builder()
            .deviceName("/dev/xvda")
            .ebs(
                CfnLaunchTemplate.EbsProperty.builder()
                    .encrypted(true)
                    .volumeType("gp3")
                    .volumeSize(inputs().number(Input.VOLUME_GIB))
                    .deleteOnTermination(true)
                    .build())
            .build();
    CfnInstanceProfile profile =
        CfnInstanceProfile.Builder.create(this, "InstanceProfile")
            .instanceProfileName(names().agents())
            .roles(List.of(role().getRef()))
            .build();
    return CfnLaunchTemplate.Builder.create(this, "LaunchTemplate")
        .launchTemplateName(names().agents())
        .launchTemplateData(
            CfnLaunchTemplate.LaunchTemplateDataProperty.builder()
                .imageId(inputs().text(Input.IMAGE_ID))
                .iamInstanceProfile(
                    CfnLaunchTemplate.IamInstanceProfileProperty.builder()
                        .arn(profile.getAttrArn())
                        .build())
                .securityGroupIds(List.of(securityGroup().getAttrGroupId()))
                .metadataOptions(metadata)
                .blockDeviceMappings(List.of(disk))
                .monitoring(CfnLaunchTemplate.MonitoringProperty.builder().enabled(true).build())
                .userData(Fn.base64(InstanceScript.of(names(), inputs())))
                .build())
        .build();
  }

  /** Nothing comes in; out goes what AWS's services need. */
  private CfnSecurityGroup securityGroup() {
    return CfnSecurityGroup.Builder.create(this, "SecurityGroup")
        .groupDescription("Agents take no connections and make HTTPS ones alone")
        .vpcId(inputs().text(Input.VPC_ID))
        .securityGroupEgress(
            List.of(
                CfnSecurityGroup.EgressProperty.builder()
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .cidrIp("0.0.0.0/0")
                    .description("AWS services")
                    .build()))
        .tags(gridTags())
        .build();
  }

  private CfnRole role() {
    return CfnRole.Builder.create(this, "InstanceRole")
        .roleName(names().agents() + "-ec2")
        .assumeRolePolicyDocument(Policies.trust("ec2.amazonaws.com", "sts:AssumeRole"))
        .permissionsBoundary(
            inputs()
                .given(Input.PERMISSIONS_BOUNDARY_ARN)
                .text(inputs().text(Input.PERMISSIONS_BOUNDARY_ARN)))
        .managedPolicyArns(List.of(Arns.policy(names().policy("agent"))))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("instance")
                    .policyDocument(policies().instance())
                    .build()))
        .tags(gridTags())
        .build();
  }

  private CfnAutoScalingGroup group(CfnLaunchTemplate template) {
    CfnAutoScalingGroup group =
        CfnAutoScalingGroup.Builder.create(this, "Group")
            .autoScalingGroupName(names().agents())
            .vpcZoneIdentifier(inputs().list(Input.SUBNET_IDS))
            .desiredCapacityType("vcpu")
            .minSize(inputs().text(Input.MIN_SLOTS))
            .maxSize(inputs().text(Input.MAX_SLOTS))
            .capacityRebalance(true)
            .mixedInstancesPolicy(instances(template))
            .metricsCollection(
                List.of(
                    CfnAutoScalingGroup.MetricsCollectionProperty.builder()
                        .granularity("1Minute")
                        .metrics(List.of(Scaling.SLOTS, "GroupDesiredCapacity"))
                        .build()))
            .lifecycleHookSpecificationList(
                List.of(
                    CfnAutoScalingGroup.LifecycleHookSpecificationProperty.builder()
                        .lifecycleHookName(DRAIN_HOOK)
                        .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                        .heartbeatTimeout(HOOK_SECONDS)
                        .defaultResult("CONTINUE")
                        .build()))
            .tags(List.of(tag("Name", names().agents(), true), tag(GRID_TAG, names().grid(), true)))
            .build();
    return group;
  }

  private CfnAutoScalingGroup.MixedInstancesPolicyProperty instances(CfnLaunchTemplate template) {
    var wanted =
        CfnAutoScalingGroup.InstanceRequirementsProperty.builder()
            .vCpuCount(
                CfnAutoScalingGroup.VCpuCountRequestProperty.builder()
                    .min(inputs().number(Input.MIN_VCPUS))
                    .max(inputs().number(Input.MAX_VCPUS))
                    .build())
            .memoryMiB(CfnAutoScalingGroup.MemoryMiBRequestProperty.builder().min(0).build())
            .memoryGiBPerVCpu(
                CfnAutoScalingGroup.MemoryGiBPerVCpuRequestProperty.builder()
                    .min(inputs().number(Input.MEMORY_GIB_PER_VCPU))
                    .build())
            .instanceGenerations(List.of("current"))
            .build();
    return CfnAutoScalingGroup.MixedInstancesPolicyProperty.builder()
        .launchTemplate(
            CfnAutoScalingGroup.LaunchTemplateProperty.builder()
                .launchTemplateSpecification(
                    CfnAutoScalingGroup.LaunchTemplateSpecificationProperty.builder()
                        .launchTemplateId(template.getRef())
                        .version(template.getAttrLatestVersionNumber())
                        .build())
                .overrides(
                    List.of(
                        CfnAutoScalingGroup.LaunchTemplateOverridesProperty.builder()
                            .instanceRequirements(wanted)
                            .build()))
                .build())
        .instancesDistribution(
            CfnAutoScalingGroup.InstancesDistributionProperty.builder()
                .onDemandBaseCapacity(inputs().number(Input.ON_DEMAND_SLOTS))
                .onDemandPercentageAboveBaseCapacity(inputs().number(Input.ON_DEMAND_PERCENT))
                .onDemandAllocationStrategy("lowest-price")
                .spotAllocationStrategy("price-capacity-optimized")
                .build())
        .build();
  }

  private static CfnAutoScalingGroup.TagPropertyProperty tag(
      String key, String value, boolean launched) {
    return CfnAutoScalingGroup.TagPropertyProperty.builder()
        .key(key)
        .value(value)
        .propagateAtLaunch(launched)
        .build();
  }
}
