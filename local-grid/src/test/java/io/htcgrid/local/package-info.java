@NullMarked
package io.htcgrid.local;

import org.jspecify.annotations.NullMarked;
