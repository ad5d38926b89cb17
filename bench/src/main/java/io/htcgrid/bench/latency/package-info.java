/** How long a session of one task takes, and where the time goes. */
@NullMarked
package io.htcgrid.bench.latency;

import org.jspecify.annotations.NullMarked;
