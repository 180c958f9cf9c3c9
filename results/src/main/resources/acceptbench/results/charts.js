"use strict";
// Draws the charts of a report from the JSON in it. Needs echarts; loads nothing.
(() => {
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect"];
  const DASHES = ["solid", "dashed", "dotted"];
  const charts = JSON.parse(document.getElementById("chart-data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const three = v => v >= 99.95 ? v.toFixed(0) : v >= 9.995 ? v.toFixed(1) : Number(v.toPrecision(3)).toString();
  const micros = v => v < 0.9995 ? three(v * 1e3) + " ns" : v < 999.5 ? three(v) + " µs"
    : v < 999500 ? three(v / 1e3) + " ms" : three(v / 1e6) + " s";
  const count = v => v.toLocaleString("en-US", {maximumFractionDigits: 1});

  // Each scale: how a value is placed, how a place is labelled, how a value is written.
  const SCALES = {
    micros: {place: v => v > 0 ? v : null, axis: {type: "log", axisLabel: {formatter: micros}}, write: micros},
    counts: {
      place: v => v < 1 ? v : 1 + Math.log10(v),
      axis: {type: "value", min: 0, minInterval: 1, interval: 1,
        axisLabel: {formatter: p => p < 1 ? String(p) : count(Math.pow(10, p - 1))}},
      write: count
    },
    shares: {place: v => v, axis: {type: "value", min: 0, max: 1, axisLabel: {formatter: v => v * 100 + " %"}},
      write: v => three(v * 100) + " %"}
  };

  const escape = text => text.replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}[c]));

  function style(index) {
    return {
      color: css("--c" + index % 8),
      symbol: SYMBOLS[index % SYMBOLS.length],
      dash: DASHES[Math.floor(index / 8) % DASHES.length]
    };
  }

  function lines(chart) {
    const scale = SCALES[chart.y.scale];
    const highest = Math.max(0, ...chart.series.flatMap(s => s.points.map(p => p[1] ?? 0)));
    return {
      xAxis: {type: "category", name: chart.x.name, nameLocation: "middle", nameGap: 30, data: chart.x.categories},
      yAxis: {...scale.axis, name: chart.y.name, nameTextStyle: {align: "left"}},
      tooltip: {trigger: "axis", formatter: items => escape(chart.x.name + " " + items[0].name) + items.map(item =>
        "<br>" + item.marker + " " + escape(item.seriesName) + " <b>"
        + (item.data.exact == null ? "not measured" : scale.write(item.data.exact)) + "</b>").join("")},
      series: chart.series.map((s, i) => {
        const look = style(s.style);
        return {
          name: s.name, type: "line", symbol: look.symbol, symbolSize: 9, connectNulls: false,
          color: look.color, lineStyle: {type: look.dash, width: 2},
          emphasis: {focus: "series"},
          data: s.points.map(p => ({value: p[1] == null ? null : scale.place(p[1]), exact: p[1]})),
          markLine: i > 0 ? undefined : {
            silent: true, symbol: "none", lineStyle: {type: "dashed", color: css("--faint")},
            label: {color: css("--faint"), position: "insideStartTop"},
            data: chart.marks.filter(m => m.value <= highest * 1.1).map(m => ({yAxis: m.value, label: {formatter: m.label}}))
          }
        };
      })
    };
  }

  const KINDS = {lines};

  function option(chart) {
    const ink = css("--ink"), soft = css("--soft"), line = css("--line");
    const drawn = KINDS[chart.kind](chart);
    const axis = a => ({...a, axisLabel: {color: soft, ...a.axisLabel}, axisLine: {lineStyle: {color: line}},
      splitLine: {lineStyle: {color: line}}, nameTextStyle: {color: soft, ...a.nameTextStyle}});
    return {
      animation: false, aria: {enabled: true}, textStyle: {fontFamily: "system-ui, sans-serif", color: ink},
      grid: {left: 8, right: 16, top: 40, bottom: 64, containLabel: true},
      legend: {bottom: 0, type: "scroll", textStyle: {color: soft}},
      ...drawn, xAxis: axis(drawn.xAxis), yAxis: axis(drawn.yAxis),
      tooltip: {...drawn.tooltip, backgroundColor: css("--card"), borderColor: line, textStyle: {color: ink}, confine: true}
    };
  }

  const drawn = charts.map(chart => {
    const plot = document.querySelector(`[data-chart="${chart.id}"]`);
    const instance = echarts.init(plot, null, {renderer: "svg"});
    instance.setOption(option(chart));
    return {chart, instance};
  });
  const redraw = () => drawn.forEach(d => { d.instance.resize(); d.instance.setOption(option(d.chart), true); });
  addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
