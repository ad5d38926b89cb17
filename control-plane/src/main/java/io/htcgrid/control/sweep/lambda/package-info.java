/** The sweeper as a Lambda function, for deployments. */
@NullMarked
package io.htcgrid.control.sweep.lambda;

import org.jspecify.annotations.NullMarked;
