@NullMarked
package io.htcgrid.bench.throughput;

import org.jspecify.annotations.NullMarked;
