/** Measures throughput, latency, memory and calls per task on the embedded services. */
@NullMarked
package io.htcgrid.bench;

import org.jspecify.annotations.NullMarked;
