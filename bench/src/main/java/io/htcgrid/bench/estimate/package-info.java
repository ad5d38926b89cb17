/**
 * What a workload takes on AWS: time, rates against quotas, and the bill. A model of the protocol,
 * checked in a test against counted calls.
 */
@NullMarked
package io.htcgrid.bench.estimate;

import org.jspecify.annotations.NullMarked;
