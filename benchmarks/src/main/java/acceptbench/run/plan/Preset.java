package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;

/// The plans that need no arguments of JMH: each is a JMH command line, and can be run as one.
public enum Preset {
  STANDARD("the standard comparison"),
  QUICK("a quick look"),
  FULL("the full comparison");

  private final String description;

  Preset(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  public JmhArguments arguments() throws UserError {
    return JmhArguments.parse(
        switch (this) {
          case STANDARD -> StandardComparison.STANDARD;
          case QUICK -> StandardComparison.QUICK;
          case FULL -> StandardComparison.FULL;
        });
  }
}
