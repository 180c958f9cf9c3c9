package acceptbench.kernel;

import java.io.IOException;

/// A sysctl that can't be read or set; the message names it, the value and the reason.
public final class SysctlException extends IOException {
  private static final long serialVersionUID = 1;

  SysctlException(String message) {
    super(message);
  }

  SysctlException(String message, Throwable cause) {
    super(message, cause);
  }
}
