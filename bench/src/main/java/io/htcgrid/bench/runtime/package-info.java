/** What the Lambda runtime adds to a function. */
@NullMarked
package io.htcgrid.bench.runtime;

import org.jspecify.annotations.NullMarked;
