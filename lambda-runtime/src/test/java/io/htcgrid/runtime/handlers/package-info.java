/** Lambda functions for the tests: plain handlers that know nothing of the runtime. */
@NullMarked
package io.htcgrid.runtime.handlers;

import org.jspecify.annotations.NullMarked;
