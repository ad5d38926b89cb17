/** How fast a connector submits tasks and retrieves results, and in how much memory. */
@NullMarked
package io.htcgrid.bench.transfer;

import org.jspecify.annotations.NullMarked;
