@NullMarked
package acceptbench.profile;

import org.jspecify.annotations.NullMarked;
