package acceptbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code in a Markdown document: lines of fenced and indented blocks, continued ones put
/// together, and what stands between backticks in the text.
final class CodeInMarkdown {
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
  private static final Pattern INDENTED = Pattern.compile("( {4}|\t).*");
  private static final Pattern SPAN =
      Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)", Pattern.DOTALL);

  private final List<Code> found = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private int paragraphLine;
  private String continued = "";
  private int continuedLine;

  private CodeInMarkdown() {}

  /// A piece of code.
  ///
  /// @param line where it begins, from 1
  /// @param inText whether it stands between backticks, and not in a block of its own
  record Code(int line, String text, boolean inText) {}

  static List<Code> of(List<String> lines) {
    CodeInMarkdown code = new CodeInMarkdown();
    boolean fenced = false;
    boolean indented = false;
    boolean mayBegin = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean fence = FENCE.matcher(line).matches();
      if (fence) fenced = !fenced;
      boolean blank = line.isBlank();
      // An indented line in the middle of a paragraph is a part of it.
      indented = !fenced && !fence && INDENTED.matcher(line).matches() && (indented || mayBegin);
      mayBegin = blank || indented;
      if (fence || blank) code.endParagraph();
      else if (fenced || indented) code.blockLine(line.strip(), i + 1);
      else code.text(line, i + 1);
    }
    code.endParagraph();
    return code.found;
  }

  private void blockLine(String line, int number) {
    endParagraphOnly();
    if (continued.isEmpty()) continuedLine = number;
    if (line.endsWith("\\")) {
      continued += line.substring(0, line.length() - 1) + " ";
      return;
    }
    found.add(new Code(continuedLine, (continued + line).replaceFirst("^[$#>] ", ""), false));
    continued = "";
  }

  private void text(String line, int number) {
    if (paragraph.isEmpty()) paragraphLine = number;
    paragraph.append(line).append('\n');
  }

  private void endParagraph() {
    if (!continued.isEmpty()) blockLine("", continuedLine);
    endParagraphOnly();
  }

  private void endParagraphOnly() {
    Matcher span = SPAN.matcher(paragraph);
    while (span.find()) {
      int line =
          paragraphLine
              + (int) paragraph.chars().limit(span.start()).filter(c -> c == '\n').count();
      found.add(new Code(line, span.group(2).replaceAll("\\s+", " ").strip(), true));
    }
    paragraph.setLength(0);
  }
}
