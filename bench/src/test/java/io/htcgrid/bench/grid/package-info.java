@NullMarked
package io.htcgrid.bench.grid;

import org.jspecify.annotations.NullMarked;
