/// What the numbers say: JMH JSON to records, to comparisons, to Markdown, HTML and text.
///
/// Start with [acceptbench.results.Report]. Files are read in `file`, and are a run in `run`;
/// `finding` makes sentences of them, `table` tables, `chart` charts, `compare` verdicts; `text` is
/// how they are written.
///
/// Files in, files out: nothing here knows JMH, a server or the kernel, so a report can be made on
/// any machine that has the run's folder. A value that was not measured is `NaN` from the JSON to
/// the last table cell, where it reads "not measured"; it is never 0.
@NullMarked
package acceptbench.results;

import org.jspecify.annotations.NullMarked;
