@NullMarked
package io.htcgrid.bench.price;

import org.jspecify.annotations.NullMarked;
