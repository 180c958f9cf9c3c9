/// What `java -jar benchmarks.jar` starts first: finds a JDK 25, enters a network namespace, and
/// runs the driver there. Exit codes and errors that are told to the user are here too.
///
/// Start with [acceptbench.launch.Launcher]. Compiled to class files of Java 17 and built on the
/// JDK alone, since an older `java` has to be able to load it. It must not refer to any other
/// package of this project.
@NullMarked
package acceptbench.launch;

import org.jspecify.annotations.NullMarked;
