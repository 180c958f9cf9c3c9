package acceptbench.results.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A table in the making: each column has a header, and knows what it shows of a row's subject.
///
/// @param <T> what a row is about, a cell of a run say
public final class Columns<T> {
  private final List<Grid.Column> columns = new ArrayList<>();
  private final List<Function<T, String>> values = new ArrayList<>();

  public Columns<T> text(String header, Function<T, String> value) {
    columns.add(Grid.text(header));
    values.add(value);
    return this;
  }

  /// A column of numbers, which stand to the right.
  public Columns<T> number(String header, Function<T, String> value) {
    columns.add(Grid.number(header));
    values.add(value);
    return this;
  }

  /// Columns that are there only where they say something.
  public Columns<T> when(boolean shown, UnaryOperator<Columns<T>> more) {
    return shown ? more.apply(this) : this;
  }

  /// The table with a row for each subject.
  public Grid of(Collection<? extends T> subjects) {
    List<List<String>> rows = new ArrayList<>();
    for (T subject : subjects)
      rows.add(values.stream().map(value -> value.apply(subject)).toList());
    return new Grid(columns, rows);
  }
}
