@NullMarked
package io.htcgrid.bench.process;

import org.jspecify.annotations.NullMarked;
