/** What a benchmark measured, as a table, a JSON document and a chart. */
@NullMarked
package io.htcgrid.bench.report;

import org.jspecify.annotations.NullMarked;
