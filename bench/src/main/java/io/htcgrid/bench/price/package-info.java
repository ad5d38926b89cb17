/** What AWS bills for requests, units and processors. */
@NullMarked
package io.htcgrid.bench.price;

import org.jspecify.annotations.NullMarked;
