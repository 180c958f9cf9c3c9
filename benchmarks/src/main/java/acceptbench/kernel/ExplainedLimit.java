package acceptbench.kernel;

/// One limit of a listener, told to a person.
///
/// @param name what is limited
/// @param value the limit
/// @param why the formula, and which setting binds
/// @param beyond what becomes of a connection beyond it
/// @param change the sysctl or the API that changes it
/// @param see the command with which to see it
public record ExplainedLimit(
    String name, String value, String why, String beyond, String change, String see) {}
