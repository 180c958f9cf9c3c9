package acceptbench.server.strategy;

/// What an entry of the catalogue says of its strategy beside its name, its constructor and its
/// needs: its [Trait]s, and what has a value.
public sealed interface Property
    permits Trait,
        Property.Request,
        Property.OwnBacklog,
        Property.OwnDeferral,
        Property.Unstarvable {
  /// What the client has to send first. A strategy without one speaks first.
  record Request(String text) implements Property {}

  /// The backlog that it asks listen(2) for where nobody names one, before somaxconn cuts it, where
  /// that is not the 50 of the JDK's sockets.
  record OwnBacklog(int asked) implements Property {
    /// More than any somaxconn, and so whatever that says.
    static final int SOMAXCONN = Integer.MAX_VALUE;
  }

  /// The only number of seconds, beside 0, that a real program defers accepting by.
  record OwnDeferral(int seconds) implements Property {}

  /// Why lowering its limit of descriptors does not just keep it from accepting for a while, as a
  /// sentence without its subject.
  record Unstarvable(String why) implements Property {}
}
