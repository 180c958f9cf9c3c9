/// Servers that go wrong, to be measured by the tests.
@NullMarked
package acceptbench.cli.fault;

import org.jspecify.annotations.NullMarked;
