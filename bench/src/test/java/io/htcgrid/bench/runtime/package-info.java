@NullMarked
package io.htcgrid.bench.runtime;

import org.jspecify.annotations.NullMarked;
