/** How many tasks a grid ends in a second, and how many it could. */
@NullMarked
package io.htcgrid.bench.throughput;

import org.jspecify.annotations.NullMarked;
