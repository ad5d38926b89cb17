/** What a grid's programs take from their machine, and how fast they start. */
@NullMarked
package io.htcgrid.bench.footprint;

import org.jspecify.annotations.NullMarked;
