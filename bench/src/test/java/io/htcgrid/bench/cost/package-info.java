@NullMarked
package io.htcgrid.bench.cost;

import org.jspecify.annotations.NullMarked;
