package acceptbench.cli.laws;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.law.LawResult;
import acceptbench.launch.Handover;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Prints laws as one JSON object, once all are there.
final class LawsAsJson implements LawsOutput {
  private final PrintWriter out;
  private final Map<String, Object> root = new LinkedHashMap<>();
  private final List<Map<String, Object>> laws = new ArrayList<>();

  LawsAsJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(KernelVersion kernel, Handover.Network network, String address, int count) {
    root.put("kernel", kernel.toString());
    root.put("network", network.label());
    root.put("address", address);
    root.put("laws", laws);
  }

  @Override
  public void law(LawResult result) {
    Map<String, Object> law = new LinkedHashMap<>();
    law.put("law", result.law());
    law.put("statement", result.statement());
    law.put("verdict", LawsOutput.label(result.verdict()));
    law.put("note", result.note());
    law.put("millis", result.millis());
    law.put("readings", result.readings());
    laws.add(law);
  }

  @Override
  public void end() throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    out.println(mapper.writeValueAsString(root));
    out.flush();
  }
}
