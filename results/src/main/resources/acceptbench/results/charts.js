"use strict";
// Puts the charts into the page, with their controls. The first are drawn at once, the others when they come into view.
{
  const {KINDS, css, look} = acceptbench;
  const charts = JSON.parse(document.getElementById("chart-data").textContent);
  // The data names each series once, and a point of a category by its value alone.
  for (const chart of charts) for (const view of chart.views) for (const series of view.series) {
    Object.assign(series, chart.looks[series.look]);
    series.points = series.points.map((point, i) => Array.isArray(point) ? point : [i, point]);
  }
  const hidden = new Set(); // names hidden in all charts
  const ZOOMABLE = new Set(["lines", "percentiles", "points", "time"]);
  const AT_ONCE = 30;
  const MANY_SERIES = 6; // from here on a reader chooses a few rather than hides the rest one by one
  const all = [];

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    if (text != null) made.textContent = text;
    return made;
  };
  const button = (text, attributes, action) => {
    const made = element("button", {type: "button", ...attributes}, text);
    made.addEventListener("click", action);
    return made;
  };

  class DrawnChart {
    constructor(chart) {
      this.chart = chart;
      this.view = chart.selected;
      this.figure = document.getElementById(chart.id);
      this.plot = this.figure.querySelector(".plot");
      this.spoken = element("p", {class: "spoken", "aria-live": "polite"});
      this.legend = element("div", {class: "legend", role: "group", "aria-label": "Series of " + chart.title});
      this.plot.before(this.toolbar(), this.legend);
      this.plot.after(this.spoken);
      this.plot.tabIndex = 0;
      this.plot.setAttribute("role", "group");
      this.plot.setAttribute("aria-label", chart.title + ". Arrow keys walk over the points; the table below holds the same data.");
      this.plot.addEventListener("keydown", event => this.key(event));
      this.fillLegend();
    }

    // Strategies are hidden in all charts at once; other series, such as outcomes, only in their chart.
    get own() { return this.ownHidden ??= new Set(); }
    hiddenSet(series) { return series.color.startsWith("s") ? hidden : this.own; }
    get series() { return this.chart.views[this.view].series; }
    get visible() { return this.series.filter(s => !this.hiddenSet(s).has(s.name)); }

    toolbar() {
      const bar = element("div", {class: "toolbar"});
      if (this.chart.views.length > 1) {
        const select = element("select", {"aria-label": "What to show in " + this.chart.title});
        this.chart.views.forEach((view, i) => select.append(element("option", {value: i}, view.name)));
        select.value = this.view;
        select.addEventListener("change", () => { this.view = Number(select.value); this.fillLegend(); this.draw(); });
        bar.append(select);
      }
      if (ZOOMABLE.has(this.chart.kind)) {
        bar.append(button("+", {title: "Zoom in (also Ctrl and wheel, or the + key)", "aria-label": "Zoom in"}, () => this.zoom(1 / 1.6)),
          button("−", {title: "Zoom out", "aria-label": "Zoom out"}, () => this.zoom(1.6)),
          button("All", {title: "Show all (0 key)", "aria-label": "Reset the zoom"}, () => this.zoom(Infinity)));
      }
      bar.append(button("Save image", {"aria-label": `Save ${this.chart.title} as a PNG image`}, () => this.save()));
      return bar;
    }

    fillLegend() {
      if (this.chart.kind === "heat" || this.chart.kind === "bars") return;
      this.legend.replaceChildren(...this.series.map(series => {
        const {color} = look(series);
        const toggle = button("", {"aria-pressed": !this.hiddenSet(series).has(series.name)}, () => {
          const set = this.hiddenSet(series);
          set.has(series.name) ? set.delete(series.name) : set.add(series.name);
          all.forEach(one => { one.markLegend(); one.draw(); });
        });
        toggle.dataset.name = series.name;
        const swatch = element("span", {class: "swatch" + ["", " dashed", " dotted"][(series.dash ?? 0) % 3], "aria-hidden": true});
        swatch.style.borderColor = color;
        toggle.append(swatch, series.name);
        return toggle;
      }));
      if (this.series.length > MANY_SERIES) this.legend.prepend(
        button("Show all", {"aria-label": "Show all series"}, () => this.setAll(true)),
        button("Hide all", {"aria-label": "Hide all series"}, () => this.setAll(false)));
    }

    setAll(shown) {
      for (const series of this.series) this.hiddenSet(series)[shown ? "delete" : "add"](series.name);
      all.forEach(one => { one.markLegend(); one.draw(); });
    }

    markLegend() {
      for (const toggle of this.legend.querySelectorAll("[data-name]")) {
        const series = this.series.find(s => s.name === toggle.dataset.name);
        toggle.setAttribute("aria-pressed", !this.hiddenSet(series).has(series.name));
      }
    }

    option() {
      const ink = css("--ink"), soft = css("--soft"), line = css("--line");
      // `height` is the plot's own; left in the option, ECharts would take it for the grid's.
      const {height, ...drawn} = KINDS[this.chart.kind]({...this.chart, width: this.plot.clientWidth || 600}, this.visible, hidden);
      const axis = (a, more) => ({...a, ...more, nameTextStyle: {color: soft, ...more.nameTextStyle},
        axisLabel: {color: soft, hideOverlap: true, ...a.axisLabel}, axisLine: {lineStyle: {color: line}}, axisTick: {show: false},
        splitLine: {show: a.type !== "category", lineStyle: {color: line}}});
      const zoom = ZOOMABLE.has(this.chart.kind)
        ? ["xAxisIndex", "yAxisIndex"].map(which => ({type: "inside", [which]: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false})) : [];
      if (height) this.plot.style.height = height + "px";
      return {
        animation: false, textStyle: {fontFamily: "sans-serif", color: ink}, dataZoom: zoom, ...drawn,
        grid: {left: 8, right: this.chart.marks.length > 0 ? 56 : 24, top: drawn.yAxis.name ? 36 : 12, bottom: 36, containLabel: true},
        xAxis: axis(drawn.xAxis, {nameLocation: "middle", nameGap: 30}),
        yAxis: axis(drawn.yAxis, {nameTextStyle: {align: "left"}, nameGap: 16}),
        tooltip: {...drawn.tooltip, backgroundColor: css("--card"), borderColor: line, textStyle: {color: ink, fontSize: 13}, confine: true}
      };
    }

    draw(afresh) {
      if (!this.started && !afresh) return;
      const option = this.option();
      if (!this.started) {
        this.started = true;
        this.instance = echarts.init(this.plot, null, {renderer: "svg"});
        this.figure.dataset.drawn = "";
      }
      this.instance.resize();
      this.instance.setOption(option, afresh ? true : {replaceMerge: ["series", "xAxis", "yAxis"]});
    }

    zoom(factor) {
      if (!this.started) return;
      this.instance.getOption().dataZoom.forEach((zoom, dataZoomIndex) => {
        const middle = (zoom.start + zoom.end) / 2, half = (zoom.end - zoom.start) / 2 * factor;
        const start = Math.max(0, middle - half), end = Math.min(100, middle + half);
        this.instance.dispatchAction({type: "dataZoom", dataZoomIndex, start: half < 50 ? start : 0, end: half < 50 ? end : 100});
      });
    }

    // Arrow keys walk over the points and have them read out.
    key(event) {
      const step = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]}[event.key];
      if (step) this.walk(step);
      else if (event.key === "+" || event.key === "=") this.zoom(1 / 1.6);
      else if (event.key === "-") this.zoom(1.6);
      else if (event.key === "0") this.zoom(Infinity);
      else if (event.key === "Escape") this.instance.dispatchAction({type: "hideTip"});
      else return;
      event.preventDefault();
    }

    walk([along, across]) {
      const series = this.instance.getOption().series.map((s, i) => ({s, i})).filter(({s}) => s.data.length > 0);
      if (series.length === 0) return;
      const within = (value, length) => (value % length + length) % length;
      this.at = {s: within((this.at?.s ?? 0) + across, series.length), p: (this.at?.p ?? -1) + along};
      this.at.p = within(this.at.p, series[this.at.s].s.data.length);
      this.instance.dispatchAction({type: "showTip", seriesIndex: series[this.at.s].i, dataIndex: this.at.p});
      const tip = [...this.plot.querySelectorAll("div")].find(div => div.style.zIndex === "9999999");
      if (tip) this.spoken.textContent = tip.innerText;
    }

    save() {
      const stage = element("div", {style: "position:absolute;left:-9999px;width:1200px;height:" + Math.max(640, this.plot.clientHeight) + "px"});
      document.body.append(stage);
      const copy = echarts.init(stage, null, {renderer: "canvas"});
      const option = this.option();
      copy.setOption({...option, grid: {...option.grid, top: 84, bottom: 72, left: 24, right: this.chart.marks.length > 0 ? 72 : 40},
        title: {text: this.chart.title + (this.chart.views.length > 1 ? ", " + this.chart.views[this.view].name : ""), left: 24, top: 12, textStyle: {color: css("--ink")}},
        legend: {show: this.chart.kind !== "heat", bottom: 8, type: "plain", textStyle: {color: css("--soft")}, data: this.visible.map(s => s.name)}});
      const link = element("a", {href: copy.getDataURL({pixelRatio: 2, backgroundColor: css("--card")}), download: this.chart.id + ".png"});
      link.click();
      copy.dispose();
      stage.remove();
    }
  }

  charts.forEach(chart => all.push(new DrawnChart(chart)));

  const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    seen.unobserve(entry.target);
    all.find(one => one.plot === entry.target).draw(true);
  }), {rootMargin: "600px"});
  all.forEach((one, i) => i < AT_ONCE && !one.plot.closest("details:not([open])") ? one.draw(true) : seen.observe(one.plot));

  const redraw = () => all.forEach(one => { if (one.started) { one.draw(true); one.fillLegend(); } });
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  const root = document.documentElement;
  const theme = document.getElementById("theme");
  theme.addEventListener("change", () => { root.dataset.theme = theme.value; redraw(); });
  // Paper is white, and as wide as it is.
  let screenTheme = "";
  addEventListener("beforeprint", () => {
    screenTheme = root.dataset.theme ?? "";
    root.dataset.theme = "light";
    root.classList.add("printing");
    document.querySelectorAll("details.scenario, details.rows, details.constants").forEach(one => { one.open = true; });
    all.forEach(one => one.draw(true));
  });
  addEventListener("afterprint", () => {
    root.dataset.theme = screenTheme;
    root.classList.remove("printing");
    redraw();
  });
}
