@NullMarked
package io.htcgrid.local.junit;

import org.jspecify.annotations.NullMarked;
