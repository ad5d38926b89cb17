@NullMarked
package io.htcgrid.embedded.faults;

import org.jspecify.annotations.NullMarked;
