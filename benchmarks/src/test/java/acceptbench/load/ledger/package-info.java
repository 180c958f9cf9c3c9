/// Tests of the ledger and of its balance.
@NullMarked
package acceptbench.load.ledger;

import org.jspecify.annotations.NullMarked;
