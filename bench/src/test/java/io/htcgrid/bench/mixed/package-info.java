@NullMarked
package io.htcgrid.bench.mixed;

import org.jspecify.annotations.NullMarked;
