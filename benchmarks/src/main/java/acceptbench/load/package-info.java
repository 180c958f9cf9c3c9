/// The load client: when connections start, how they are opened, what became of each, and how long
/// it took.
///
/// One thread, one epoll, no lock; no object is made per connection.
@NullMarked
package acceptbench.load;

import org.jspecify.annotations.NullMarked;
