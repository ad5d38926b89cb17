/** Calls to services as a grid makes them, with nothing around them. */
@NullMarked
package io.htcgrid.bench.bare;

import org.jspecify.annotations.NullMarked;
