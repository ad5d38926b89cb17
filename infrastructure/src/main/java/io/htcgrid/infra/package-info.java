/**
 * A grid in an AWS account: stacks of the CDK, and the CloudFormation templates made of them.
 *
 * <p>Resources are described at CloudFormation's own level (the CDK's {@code Cfn} classes), so that
 * a template holds what is written here and nothing else, under the names given here.
 */
@NullMarked
package io.htcgrid.infra;

import org.jspecify.annotations.NullMarked;
