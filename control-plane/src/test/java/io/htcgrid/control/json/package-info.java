@NullMarked
package io.htcgrid.control.json;

import org.jspecify.annotations.NullMarked;
