/** Gives JUnit tests the AWS services they run against: embedded, LocalStack's, or AWS's own. */
@NullMarked
package io.htcgrid.embedded.junit;

import org.jspecify.annotations.NullMarked;
