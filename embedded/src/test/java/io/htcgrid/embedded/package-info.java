/** Tests of the embedded services through the AWS SDK. */
@NullMarked
package io.htcgrid.embedded;

import org.jspecify.annotations.NullMarked;
