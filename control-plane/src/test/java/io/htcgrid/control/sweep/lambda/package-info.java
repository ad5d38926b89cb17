/** Tests of the sweeper as a Lambda function. */
@NullMarked
package io.htcgrid.control.sweep.lambda;

import org.jspecify.annotations.NullMarked;
