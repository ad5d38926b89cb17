/** Deploys a grid's CloudFormation templates, and takes them down. */
@NullMarked
package io.htcgrid.cli.deploy;

import org.jspecify.annotations.NullMarked;
