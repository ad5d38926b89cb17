@NullMarked
package io.htcgrid.bench.transfer;

import org.jspecify.annotations.NullMarked;
