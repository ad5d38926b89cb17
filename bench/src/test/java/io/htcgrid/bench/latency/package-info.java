@NullMarked
package io.htcgrid.bench.latency;

import org.jspecify.annotations.NullMarked;
