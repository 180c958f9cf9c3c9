"use strict";
// ECharts options for each kind of chart, from the chart's data and the view that is chosen.
{
  const {SCALES, look, css, escape} = acceptbench;
  const NOT_MEASURED = "not measured";
  const row = (item, text) => `<br>${item.marker} ${escape(item.seriesName)} <b>${escape(text)}</b>`;
  const exact = (scale, value) => value == null ? NOT_MEASURED : scale.write(value);

  function line(series, data) {
    const {color, symbol, dash} = look(series);
    return {
      name: series.name, type: "line", color, symbol, symbolSize: data.length > 15 ? 5 : 9, showAllSymbol: true, connectNulls: false, data,
      lineStyle: {type: dash, width: 2}, emphasis: {focus: "series", lineStyle: {width: 3}}, blur: {lineStyle: {opacity: .15}, itemStyle: {opacity: .15}}
    };
  }

  // Lines across the chart, as a series of their own, so that they stay when a series is hidden.
  function marks(chart, series) {
    const values = series.flatMap(s => s.points.map(p => p[1])).filter(v => v > 0);
    const decades = Math.max(1, Math.log10(Math.max(...values) / Math.min(...values)));
    let last = 0;
    const data = chart.marks.filter(mark => mark.value <= Math.max(0, ...values) * 1.3).map(mark => {
      const room = Math.log10(mark.value / (last || 1e-9)) / decades > 0.06;
      if (room) last = mark.value;
      return {yAxis: mark.value, label: {show: room, formatter: mark.label.split(":")[0]}};
    });
    return {
      type: "line", data: [], silent: true, tooltip: {show: false},
      markLine: {
        silent: true, symbol: "none", animation: false, data,
        lineStyle: {type: "dashed", width: 1, color: css("--mark")},
        label: {color: css("--soft"), position: "end", fontSize: 11, distance: 6}
      }
    };
  }

  // The intervals of a line's points, where they have some: `[category, y, low, high]`.
  function whiskers(series, scale) {
    const {color} = look(series);
    const bar = (_, api) => {
      const [x, top] = api.coord([api.value(0), api.value(2)]), bottom = api.coord([api.value(0), api.value(1)])[1];
      const stroke = {stroke: color, lineWidth: 1.5, opacity: .6};
      return {type: "group", children: [[x, bottom, x, top], [x - 4, bottom, x + 4, bottom], [x - 4, top, x + 4, top]]
        .map(([x1, y1, x2, y2]) => ({type: "line", shape: {x1, y1, x2, y2}, style: stroke}))};
    };
    const data = series.points.filter(p => p[2] != null).map(p => [p[0], scale.place(p[2]), scale.place(p[3])]).filter(p => p[1] != null);
    return {name: series.name, type: "custom", silent: true, tooltip: {show: false}, renderItem: bar, encode: {x: 0, y: [1, 2]}, data, z: 1};
  }

  const between = (scale, p) => p[2] == null ? "" : ` (${scale.write(p[2])} … ${scale.write(p[3])})`;

  function lines(chart, series) {
    const scale = SCALES[chart.y.scale];
    const intervals = series.some(s => s.points.some(p => p[2] != null));
    return {
      xAxis: {...SCALES.categories.axis, name: chart.x.name, data: chart.x.categories, boundaryGap: intervals || chart.x.categories.length < 2},
      yAxis: {...scale.axis, name: chart.y.name},
      tooltip: {trigger: "axis", formatter: items => escape(`${chart.x.name} ${items[0].name}`)
        + items.filter(item => item.seriesType === "line").map(item => row(item, exact(scale, item.data.exact) + item.data.interval)).join("")},
      series: [...series.map(s => line(s, s.points.map(p => ({value: p[1] == null ? null : scale.place(p[1]), exact: p[1], interval: between(scale, p)})))),
        ...series.filter(s => s.points.some(p => p[2] != null)).map(s => whiskers(s, scale)), marks(chart, series)]
    };
  }

  function percentiles(chart, series) {
    const {percents, micros} = SCALES;
    const listed = series.flatMap(s => s.points.map(p => p[0]));
    const last = Math.max(1, ...listed.filter(p => p < 100).map(percents.place));
    const reachesMax = listed.includes(100);
    const end = Math.ceil(last - 1e-6) + (reachesMax ? 1 : 0);
    const place = p => p === 100 ? end : percents.place(p);
    return {
      xAxis: {...percents.axis, name: chart.x.name, min: 0, max: end, interval: 1,
        axisLabel: {formatter: v => reachesMax && v === end ? "max" : (100 - Math.pow(10, 2 - v)).toFixed(Math.max(0, v - 2)) + " %"}},
      yAxis: {...micros.axis, name: chart.y.name},
      tooltip: {trigger: "axis", axisPointer: {snap: true}, formatter: items => escape(percents.write(items[0].data.percent))
        + items.map(item => row(item, exact(micros, item.data.exact))).join("")},
      series: [...series.map(s => line(s, s.points.map(p => ({value: [place(p[0]), p[1] == null ? null : micros.place(p[1])], exact: p[1], percent: p[0]})))),
        marks(chart, series)]
    };
  }

  function heat(chart, series) {
    const scale = SCALES[chart.y.scale];
    const values = series.flatMap(s => s.points.map(p => p[1])).filter(v => v != null).map(scale.heat);
    const low = Math.min(...values), high = Math.max(...values, low + 1e-9);
    const narrow = chart.width < 130 + chart.x.categories.length * 42;
    const data = series.flatMap((s, y) => s.points.map(p => p[1] == null
      ? {value: [p[0], y, "-"], exact: null}
      : {value: [p[0], y, scale.heat(p[1])], exact: p[1],
        label: {color: css((scale.heat(p[1]) - low) / (high - low) > .5 ? "--heat-ink-high" : "--heat-ink-low")}}));
    return {
      height: series.length * 34 + 96,
      xAxis: {...SCALES.categories.axis, name: chart.x.name, data: chart.x.categories, splitArea: {show: false}},
      yAxis: {...SCALES.categories.axis, data: series.map(s => s.name), inverse: true, axisLabel: {width: 140, overflow: "truncate"}},
      visualMap: {show: false, min: low, max: high, inRange: {color: css("--heat").split(" ")}},
      tooltip: {trigger: "item", formatter: item => `${escape(series[item.value[1]].name)}, ${escape(chart.x.name)} `
        + `${escape(chart.x.categories[item.value[0]])}<br>${escape(chart.y.name)} <b>${escape(exact(scale, item.data.exact))}</b>`},
      series: [{type: "heatmap", data, itemStyle: {borderColor: css("--card"), borderWidth: 2, borderRadius: 3},
        label: {show: !narrow, fontSize: chart.x.categories.length > 7 ? 11 : 12, formatter: item => item.data.exact == null ? "–" : scale.brief(item.data.exact)}}]
    };
  }

  function points(chart, series) {
    const x = SCALES[chart.x.scale], y = SCALES[chart.y.scale];
    const all = series.flatMap(s => s.points).filter(p => p[0] > 0 && p[1] > 0);
    const low = Math.max(...["0", "1"].map(i => Math.min(...all.map(p => p[i])))), high = Math.min(...["0", "1"].map(i => Math.max(...all.map(p => p[i]))));
    const diagonal = low < high ? [[{coord: [low, low]}, {coord: [high, high]}]] : [];
    return {
      xAxis: {...x.axis, name: chart.x.name}, yAxis: {...y.axis, name: chart.y.name},
      tooltip: {trigger: "item", formatter: item => `${item.marker} ${escape(item.seriesName)}, ${escape(item.data.label2)}<br>`
        + `${escape(chart.x.name)} <b>${escape(x.write(item.value[0]))}</b><br>${escape(chart.y.name)} <b>${escape(y.write(item.value[1]))}</b>`},
      series: [...series.map(s => ({...line(s, s.points.map((p, i) => ({p, label2: s.labels[i]})).filter(d => d.p[0] > 0 && d.p[1] > 0)
        .map(d => ({value: d.p, label2: d.label2}))), lineStyle: {width: 1, opacity: .5, type: look(s).dash}, symbolSize: 11})),
        {type: "line", data: [], silent: true, markLine: {silent: true, symbol: "none", animation: false, data: diagonal,
          lineStyle: {type: "dotted", color: css("--mark")}, label: {show: false}}}]
    };
  }

  function stack(chart, series, hidden) {
    const scale = SCALES[chart.y.scale];
    const kept = chart.x.categories.map((name, i) => ({name, i})).filter(c => !hidden.has(c.name));
    const at = (s, i) => s.points[i][1];
    return {
      height: kept.length * 30 + 96,
      xAxis: {...scale.axis, name: chart.y.name, max: "dataMax"},
      yAxis: {...SCALES.categories.axis, data: kept.map(c => c.name), inverse: true, axisLabel: {width: 140, overflow: "truncate"}},
      tooltip: {trigger: "axis", axisPointer: {type: "shadow"}, formatter: items => escape(items[0].name)
        + items.map(item => row(item, exact(scale, item.data.exact))).join("")},
      series: series.map(s => {
        const data = kept.map(c => ({value: at(s, c.i), exact: at(s, c.i)}));
        const color = look(s).color;
        return s.color === "o-retried"
          ? {name: s.name, type: "scatter", symbol: "diamond", symbolSize: 12, color, data: data.map((d, y) => ({...d, value: [d.value, y]})),
            itemStyle: {borderColor: css("--card"), borderWidth: 1.5}, z: 5}
          : {name: s.name, type: "bar", stack: "all", barMaxWidth: 18, color, data, itemStyle: {borderColor: css("--card"), borderWidth: 1}, emphasis: {focus: "series"}};
      })
    };
  }

  function time(chart, series) {
    const x = SCALES[chart.x.scale], y = SCALES[chart.y.scale];
    return {
      xAxis: {...x.axis, name: chart.x.name}, yAxis: {...y.axis, name: chart.y.name, min: 0},
      tooltip: {trigger: "axis", formatter: items => escape(x.write(items[0].value[0])) + items.map(item => row(item, exact(y, item.value[1]))).join("")},
      series: series.map(s => ({...line(s, s.points), showSymbol: false, step: "end"}))
    };
  }

  function bars(chart, series) {
    const scale = SCALES[chart.y.scale], names = chart.x.categories, many = names.length > 40;
    const whisker = (params, api) => {
      const y = api.value(0), from = api.coord([api.value(1), y]), to = api.coord([api.value(2), y]);
      const edge = p => ({x1: p[0], y1: p[1] - 4, x2: p[0], y2: p[1] + 4});
      const stroke = {stroke: css("--ink"), lineWidth: 1};
      return {type: "group", children: [{x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, edge(from), edge(to)].map(shape => ({type: "line", shape, style: stroke}))};
    };
    const all = series[0].points;
    return {
      height: Math.min(names.length, 40) * 26 + 96,
      xAxis: {...scale.axis, name: chart.y.name},
      yAxis: {...SCALES.categories.axis, data: names, inverse: true, axisLabel: {width: 220, overflow: "truncate"}},
      dataZoom: many ? [{type: "slider", yAxisIndex: 0, startValue: 0, endValue: 39}] : [],
      tooltip: {trigger: "axis", axisPointer: {type: "shadow"}, formatter: items => {
        const p = all[items[0].dataIndex];
        return escape(names[items[0].dataIndex]) + `<br><b>${escape(exact(scale, p[1]))}</b> ${escape(chart.y.name)}`
          + (p[2] == null ? "" : `<br>from ${escape(scale.write(p[2]))} to ${escape(scale.write(p[3]))}`);
      }},
      series: [{name: series[0].name, type: "bar", barMaxWidth: 16, color: look(series[0]).color, data: all.map(p => p[1])},
        {type: "custom", silent: true, renderItem: whisker, encode: {x: [1, 2], y: 0}, z: 5,
          data: all.map((p, i) => [i, p[2], p[3]]).filter(p => p[1] != null)}]
    };
  }

  acceptbench.KINDS = {lines, percentiles, heat, points, stack, time, bars};
}
