@NullMarked
package io.htcgrid.bench.report;

import org.jspecify.annotations.NullMarked;
