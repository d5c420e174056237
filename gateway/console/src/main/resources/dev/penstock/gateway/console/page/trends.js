// Trend lines of the chosen points, one chart for each unit, the last five minutes.

import { byId, h, reconcile, s, setText } from "./dom.js";
import { decimal, time, unit } from "./format.js";

const SPAN_MILLIS = 300_000;
const LEAST_MILLIS = 30_000;
const MOST = 8;
const STORED = "penstock.trends";
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [], [7, 3], [2, 3], [9, 3, 2, 3]];
const FIRST_CHOICE = ["tank1Level", "tank2Level", "tank3Level", "tank4Level", "pump1Voltage", "pump2Voltage"];

export class Trends extends EventTarget {
  #feed;
  #lines = new Map();
  #chosen = null;

  constructor(feed) {
    super();
    this.#feed = feed;
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      byId("trends-charts").replaceChildren();
      this.show();
    });
  }

  /** A new stream: what is drawn is asked for again, with its past. */
  begin() {
    this.#chosen ??= this.#remembered() ?? this.#firstChoice();
    this.#lines = new Map(this.#chosen.filter((path) => this.#point(path)).map((path, i) => [path, new Line(path, i)]));
    this.#recall([...this.#lines.keys()]);
  }

  has(path) {
    return this.#lines.has(path);
  }

  get isFull() {
    return this.#lines.size >= MOST;
  }

  toggle(path) {
    if (this.has(path)) {
      this.#lines.delete(path);
    } else if (!this.isFull) {
      const taken = [...this.#lines.values()].map((line) => line.style);
      this.#lines.set(path, new Line(path, DASHES.findIndex((_, style) => !taken.includes(style))));
      this.#recall([path]);
    }
    this.#chosen = [...this.#lines.keys()];
    remember(this.#chosen);
    this.dispatchEvent(new Event("choice"));
    this.show();
  }

  sample() {
    const { snapshot } = this.#feed;
    this.#lines.forEach((line) => line.add(snapshot.taken_at_ms, plotted(this.#point(line.path))));
  }

  show() {
    reconcile(byId("trends-charts"), [...this.#byUnit()], ([code]) => `unit ${code}`, ([code]) => chartOf(code, this));
    byId("trends-hint").hidden = this.#lines.size > 0;
  }

  /** From when to when is drawn, in all charts alike: five minutes, or what there is. */
  get window() {
    const now = this.#feed.snapshot.taken_at_ms;
    const first = Math.min(...[...this.#lines.values()].map((line) => line.data[0]?.x ?? now));
    return { min: Math.max(now - SPAN_MILLIS, Math.min(first, now - LEAST_MILLIS)), max: now };
  }

  titleOf(path) {
    const { title } = this.#point(path);
    return title || path;
  }

  #byUnit() {
    const groups = new Map();
    this.#lines.forEach((line) => {
      const { unit: code } = this.#point(line.path);
      groups.set(code, [...(groups.get(code) ?? []), line]);
    });
    return groups;
  }

  #point(path) {
    return this.#feed.points.find((point) => point.path === path);
  }

  #firstChoice() {
    const numeric = this.#feed.points.filter((point) => point.type === "double").map((point) => point.path);
    const known = numeric.filter((path) => FIRST_CHOICE.includes(path.split("/")[1]));
    return (known.length > 0 ? known : numeric).slice(0, known.length > 0 ? MOST : 4);
  }

  #remembered() {
    try {
      const paths = JSON.parse(localStorage.getItem(STORED));
      const known = Array.isArray(paths) ? paths.filter((path) => this.#point(path)).slice(0, MOST) : [];
      return known.length > 0 ? known : null;
    } catch {
      return null;
    }
  }

  /** Puts what the gateway remembers before what this page saw. */
  async #recall(paths) {
    if (paths.length === 0) {
      return;
    }
    const query = new URLSearchParams(paths.map((path) => ["point", path]));
    const answer = await fetch(`/api/history?${query}`).catch(() => null);
    if (answer?.ok) {
      const { times_ms: times, series } = await answer.json();
      Object.entries(series).forEach(([path, values]) => this.#lines.get(path)?.prepend(times, values));
      this.show();
    }
  }
}

/** One point's line; NaN makes a gap. */
class Line {
  data = [];

  constructor(path, style) {
    this.path = path;
    this.style = style;
  }

  add(x, y) {
    this.data.push({ x, y });
    while (this.data.length > 2 && this.data[1].x < x - SPAN_MILLIS) {
      this.data.shift();
    }
  }

  prepend(times, values) {
    const first = this.data[0]?.x ?? Infinity;
    const past = times.map((x, i) => ({ x, y: values[i] ?? NaN })).filter(({ x }) => x < first);
    this.data = [...past, ...this.data];
  }
}

function plotted(point) {
  const reading = point?.reading;
  return reading && reading.number !== null && !reading.flags.includes("STALE") ? reading.number : NaN;
}

function remember(paths) {
  try {
    localStorage.setItem(STORED, JSON.stringify(paths));
  } catch {
    // A browser that stores nothing asks again next time.
  }
}

function chartOf(code, trends) {
  const canvas = h("canvas", { role: "img" });
  const legend = h("ul", { class: "legend" });
  const element = h("figure", {}, h("figcaption", {}, h("span", { class: "unit" }, unit(code) || "no unit"), legend),
    h("div", { class: "plot" }, canvas));
  let chart = null;
  element.update = ([, lines]) => {
    reconcile(legend, lines, (line) => line.path, (line) => legendEntry(line, trends));
    canvas.setAttribute("aria-label", `Trend of ${lines.map((line) => trends.titleOf(line.path)).join(", ")} in ${unit(code)}`);
    // A chart needs its canvas in the page.
    queueMicrotask(() => {
      if (canvas.isConnected) {
        chart ??= new Chart(canvas, settings());
        draw(chart, lines, trends);
      }
    });
  };
  return element;
}

function draw(chart, lines, trends) {
  chart.data.datasets = lines.map((line) => ({
    label: trends.titleOf(line.path), data: line.data, borderColor: colour(line.style),
    backgroundColor: colour(line.style), borderDash: DASHES[line.style],
  }));
  Object.assign(chart.options.scales.x, trends.window);
  chart.update("none");
}

function legendEntry(line, trends) {
  const dash = DASHES[line.style].join(" ");
  const sample = s("svg", { class: "sample", viewBox: "0 0 26 6", "aria-hidden": "true" },
    s("path", { d: "M0 3H26", class: `line-${line.style}`, "stroke-dasharray": dash || null }));
  const button = h("button", { type: "button", title: "Take this line away" }, sample, h("span"), h("span", { class: "x", "aria-hidden": "true" }, "×"));
  button.addEventListener("click", () => trends.toggle(line.path));
  const element = h("li", {}, button);
  element.update = () => setText(button.children[1], trends.titleOf(line.path));
  return element;
}

function style(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function colour(index) {
  return style(`--line-${index}`);
}

function settings() {
  const ink = style("--muted");
  const ticks = { color: ink, font: { family: getComputedStyle(document.body).fontFamily, size: 11 } };
  return {
    type: "line",
    data: { datasets: [] },
    options: {
      animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      elements: { point: { radius: 0, hoverRadius: 4 }, line: { borderWidth: 2, tension: 0 } },
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { title: ([item]) => time(item.parsed.x), label: (item) => `${item.dataset.label}: ${decimal(item.parsed.y)}` } },
      },
      scales: {
        x: {
          type: "linear", grid: { color: style("--grid") }, border: { display: false },
          ticks: { ...ticks, maxRotation: 0, autoSkip: false, callback: (x) => time(x) },
          afterBuildTicks: (axis) => { axis.ticks = roundTimes(axis.min, axis.max); },
        },
        y: {
          grid: { color: style("--grid") }, border: { display: false },
          ticks: { ...ticks, maxTicksLimit: 6 }, afterFit: (axis) => { axis.width = 46; }, afterDataLimits: loosen,
        },
      },
    },
  };
}

/** Full minutes, or tens of seconds where there are few minutes. */
function roundTimes(from, to) {
  const step = to - from > 150_000 ? 60_000 : to - from > 60_000 ? 30_000 : 10_000;
  const ticks = [];
  for (let x = Math.ceil(from / step) * step; x <= to; x += step) {
    ticks.push({ value: x });
  }
  return ticks;
}

/** Some air above and below, but none below zero for what is never negative. */
function loosen(axis) {
  const air = (axis.max - axis.min) * 0.08 || Math.abs(axis.max) * 0.05 || 1;
  axis.min = axis.min >= 0 ? Math.max(0, axis.min - air) : axis.min - air;
  axis.max += air;
}
