@NullMarked
package io.htcgrid.bench.slots;

import org.jspecify.annotations.NullMarked;
