@NullMarked
package io.htcgrid.bench.chaos;

import org.jspecify.annotations.NullMarked;
