@NullMarked
package io.htcgrid.bench.footprint;

import org.jspecify.annotations.NullMarked;
