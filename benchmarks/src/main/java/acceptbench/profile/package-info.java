/// How what a benchmark observed becomes secondary results of JMH.
@NullMarked
package acceptbench.profile;

import org.jspecify.annotations.NullMarked;
