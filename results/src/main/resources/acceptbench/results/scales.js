"use strict";
// How values lie on an axis and how they are written. Loads nothing, draws nothing.
const acceptbench = {};
{
  const three = v => v === 0 ? "0" : Math.abs(v) >= 999.5 ? Math.round(v).toLocaleString("en-US")
    : Math.abs(v) >= 99.95 ? v.toFixed(0) : Math.abs(v) >= 9.995 ? v.toFixed(1) : v.toPrecision(3);
  const round = text => text.replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "");
  const micros = v => v === 0 ? "0" : v < 0.9995 ? three(v * 1e3) + " ns" : v < 999.5 ? three(v) + " µs"
    : v < 999500 ? three(v / 1e3) + " ms" : three(v / 1e6) + " s";
  const count = v => v.toLocaleString("en-US", {maximumFractionDigits: 1});
  const short = v => v >= 100 && v < 1e4 ? Math.round(v).toLocaleString("en-US") : v >= 1e6 ? round(three(v / 1e6)) + "M" : v >= 1e4 ? round(three(v / 1e3)) + "k" : count(v);
  const percent = v => round(three(v * 100)) + " %";
  const above = p => -Math.log10(1 - p / 100);

  // place: value to position on the axis; axis: ECharts' axis; write: exact text; brief: text in little room.
  acceptbench.SCALES = {
    categories: {place: v => v, axis: {type: "category"}, write: String, brief: String},
    micros: {
      place: v => v > 0 ? v : null, heat: v => Math.log10(Math.max(v, 0.1)),
      axis: {type: "log", axisLabel: {formatter: v => round(micros(v))}, minorSplitLine: {show: false}},
      write: micros, brief: micros
    },
    linear_micros: {place: v => v, heat: v => v, axis: {type: "value", min: 0, axisLabel: {formatter: v => round(micros(v))}}, write: micros, brief: micros},
    counts: {
      place: v => v < 1 ? v : 1 + Math.log10(v), heat: v => v < 1 ? v : 1 + Math.log10(v),
      axis: {type: "value", min: 0, max: m => Math.max(1, Math.ceil(m.max)), interval: 1,
        axisLabel: {formatter: p => p < 1 ? String(p) : short(Math.pow(10, p - 1))}},
      write: count, brief: short
    },
    linear: {place: v => v, heat: v => v, axis: {type: "value", axisLabel: {formatter: short}}, write: v => three(v), brief: short},
    shares: {place: v => v, heat: v => v, axis: {type: "value", min: 0, max: 1, axisLabel: {formatter: percent}}, write: percent, brief: percent},
    percents: {place: above, axis: {type: "value"}, write: p => p === 100 ? "maximum" : p === 0 ? "minimum" : p + " %", brief: String},
    millis: {place: v => v, axis: {type: "value", axisLabel: {formatter: v => micros(v * 1e3)}}, write: v => micros(v * 1e3), brief: String}
  };

  acceptbench.css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  acceptbench.escape = text => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
  const DASHES = ["solid", [7, 4], [2, 3]];
  // A colour name is a letter and a number (`s11`, repeating after eight, then with other symbols) or a name of its own (`o-ghost`).
  acceptbench.look = series => {
    const numbered = /^([a-z])(\d+)$/.exec(series.color);
    const index = numbered ? Number(numbered[2]) : 0;
    return {
      color: acceptbench.css(numbered ? `--${numbered[1]}${index % 8}` : `--${series.color}`),
      symbol: SYMBOLS[(index + 3 * Math.floor(index / 8)) % SYMBOLS.length],
      dash: DASHES[(series.dash ?? 0) % DASHES.length]
    };
  };
}
