@NullMarked
package io.htcgrid.bench.estimate;

import org.jspecify.annotations.NullMarked;
