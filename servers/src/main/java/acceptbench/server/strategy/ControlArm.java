package acceptbench.server.strategy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A strategy under another name, `epoll#2`: the same server in a row of its own. Where a
/// comparison tells the two apart, it is the comparison that is wrong.
public final class ControlArm {
  private static final Pattern NAME = Pattern.compile("([^#]+)#([2-9]|[1-9]\\d)");

  private ControlArm() {}

  /// The strategy that a name stands for: `epoll` for `epoll#2`, and any other name for itself.
  public static String strategy(String name) {
    Matcher arm = NAME.matcher(name);
    return arm.matches() ? arm.group(1) : name;
  }
}
