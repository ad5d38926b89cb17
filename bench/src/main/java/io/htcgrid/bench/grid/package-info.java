/** The grid that benchmarks measure: on the embedded services, with functions that do little. */
@NullMarked
package io.htcgrid.bench.grid;

import org.jspecify.annotations.NullMarked;
