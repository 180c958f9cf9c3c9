package acceptbench.results.limit;

import acceptbench.results.run.Cell;
import acceptbench.results.text.Figures;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A condition on a figure of each cell under which a run fails: `ListenOverflows>0`,
/// `connect.p99>50ms`.
///
/// Nobody knows whether a figure that was not measured kept to its limit, so it counts as broken.
///
/// @param text as it was written
/// @param bound in microseconds where the figure is a time
public record Limit(String text, LimitedFigure figure, Relation relation, double bound) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z][\\w.]*)\\s*(>=|<=|==|!=|>|<)\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*(\\S*)\\s*");

  /// Reads a condition.
  ///
  /// @throws IllegalArgumentException in one line, where it doesn't have that form, there is no
  ///     such figure, or the bound doesn't have its unit
  public static Limit parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches())
      throw new IllegalArgumentException(
          "'%s': write it as FIGURE>BOUND, ListenOverflows>0 or connect.p99>50ms, with > >= < <= == or !="
              .formatted(text));
    LimitedFigure figure = LimitedFigure.named(form.group(1));
    double bound = Double.parseDouble(form.group(3)) * figure.unit(form.group(4));
    return new Limit(text, figure, Relation.of(form.group(2)), bound);
  }

  /// Why a cell does not keep to it, in words that continue "FIGURE>BOUND: "; nothing where it
  /// does.
  public Optional<String> brokenBy(Cell cell) {
    double value = figure.of(cell);
    if (Double.isNaN(value))
      return Optional.of(figure.name() + " was not measured, so nobody knows");
    return relation.holds(value, bound)
        ? Optional.of(figure.name() + " is " + shown(value))
        : Optional.empty();
  }

  private String shown(double value) {
    return figure.isTime() ? Figures.micros(value) : Figures.count(value);
  }
}
