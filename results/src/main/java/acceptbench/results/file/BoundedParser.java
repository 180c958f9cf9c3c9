package acceptbench.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/// A parser that gives up on a value that is too large to be a benchmark's result, before it fills
/// the memory. The largest real ones, sampled histograms of many iterations, take a few megabytes.
public final class BoundedParser extends JsonParserDelegate {
  private static final long LARGEST_CELL_BYTES = 12_000_000;

  /// Asking where the parser is costs as much as parsing a token, so few tokens are looked at.
  private static final int TOKENS_BETWEEN_LOOKS = 1000;

  private long cellStart;
  private int depth;
  private int tokens;

  public BoundedParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = delegate.nextToken();
    if (token == null) {
      return token;
    }
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    }
    if (depth <= 1) {
      cellStart = offset();
    } else if (++tokens % TOKENS_BETWEEN_LOOKS == 0 && offset() - cellStart > LARGEST_CELL_BYTES) {
      throw new StreamConstraintsException(
          "one result of more than " + LARGEST_CELL_BYTES / 1_000_000 + " MB",
          delegate.currentLocation());
    }
    return token;
  }

  private long offset() {
    return delegate.currentLocation().getByteOffset();
  }
}
