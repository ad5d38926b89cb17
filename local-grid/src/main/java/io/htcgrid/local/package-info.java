/** A whole grid in one JVM: embedded services, agents and the Lambda runtime. */
@NullMarked
package io.htcgrid.local;

import org.jspecify.annotations.NullMarked;
