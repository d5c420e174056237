// The table of all points. Only the rows of the page in sight are in the document, so that a thousand points stay light.

import { badge, byId, h, reconcile, setAttribute, setBadge, setText } from "./dom.js";
import { age, judge, time, unit, value, whole, words } from "./format.js";

const PAGE = 25;

export class PointTable {
  #feed;
  #trends;
  #page = 0;
  #sort = { by: null, up: true };

  constructor(feed, trends) {
    this.#feed = feed;
    this.#trends = trends;
    trends.addEventListener("choice", () => this.show());
    byId("find").addEventListener("input", () => this.#from(0));
    byId("show").addEventListener("change", () => this.#from(0));
    byId("previous").addEventListener("click", () => this.#from(this.#page - 1));
    byId("next").addEventListener("click", () => this.#from(this.#page + 1));
    document.querySelectorAll("[data-sort]").forEach((button) =>
      button.addEventListener("click", () => this.#sortBy(button.dataset.sort)));
  }

  show() {
    if (!this.#feed.snapshot) {
      return;
    }
    const found = this.#ordered(this.#feed.points.filter(this.#filter()));
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    this.#page = Math.max(0, Math.min(this.#page, pages - 1));
    const start = this.#page * PAGE;
    const rows = found.slice(start, start + PAGE);
    reconcile(byId("rows"), rows, (point) => point.path, (point) => this.#row(point));
    this.#showPager(start, rows.length, found.length, pages);
  }

  #from(page) {
    this.#page = page;
    this.show();
  }

  #sortBy(by) {
    const isSame = this.#sort.by === by;
    this.#sort = { by, up: isSame ? !this.#sort.up : by === "path" };
    document.querySelectorAll("[data-sort]").forEach((button) =>
      setAttribute(button.closest("th"), "aria-sort", button.dataset.sort !== by ? "none" : this.#sort.up ? "ascending" : "descending"));
    this.#from(0);
  }

  #filter() {
    const text = byId("find").value.trim().toLowerCase();
    const kind = byId("show").value;
    return (point) => {
      const fits = text === "" || point.path.toLowerCase().includes(text) || point.title.toLowerCase().includes(text);
      return fits && KINDS[kind](point);
    };
  }

  #ordered(points) {
    const { by, up } = this.#sort;
    if (by === null) {
      return points;
    }
    const order = by === "path"
      ? (a, b) => a.path.localeCompare(b.path, "en", { numeric: true })
      : (a, b) => judge(a, true).rank - judge(b, true).rank;
    return [...points].sort((a, b) => (up ? order(a, b) : order(b, a)));
  }

  #showPager(start, shown, found, pages) {
    const all = this.#feed.points.length;
    const some = found === all ? `${whole(all)} points` : `${whole(found)} of ${whole(all)} points`;
    setText(byId("range"), shown === 0 ? "" : `${whole(start + 1)}–${whole(start + shown)} of ${some}`);
    byId("nothing").hidden = shown > 0;
    setText(byId("nothing"), all === 0 ? "No point is configured." : "No point fits this filter.");
    byId("previous").disabled = this.#page === 0;
    byId("next").disabled = this.#page >= pages - 1;
    byId("previous").hidden = byId("next").hidden = pages === 1;
  }

  #row(point) {
    return new Row(point, this.#feed, this.#trends).element;
  }
}

const KINDS = {
  all: () => true,
  odd: (point) => judge(point, true).rank > 0,
  stale: (point) => point.reading?.flags.includes("STALE") ?? false,
  writable: (point) => point.writable,
};

class Row {
  #feed;
  #trends;
  #trend = h("input", { type: "checkbox" });
  #number = h("span", { class: "number" });
  #unit = h("span", { class: "unit" });
  #quality = badge("idle", "");
  #flags = h("span", { class: "flags" });
  #age = h("td", { class: "c-age" });
  #basis = h("td", { class: "c-basis" });

  constructor(point, feed, trends) {
    this.#feed = feed;
    this.#trends = trends;
    const isDrawable = ["double", "int64", "bool"].includes(point.type);
    this.#trend.setAttribute("aria-label", `Trend of ${point.title || point.path}`);
    this.#trend.addEventListener("change", () => trends.toggle(point.path));
    this.element = h("tr", {},
      h("td", { class: "c-trend" }, ...(isDrawable ? [this.#trend] : [])),
      h("th", { scope: "row", class: "c-point" }, h("span", { class: "title" }, point.title || point.path.split("/")[1]),
        h("code", {}, point.path), ...(point.writable ? [h("span", { class: "tag" }, "writable")] : [])),
      h("td", { class: "c-value" }, this.#number, this.#unit),
      h("td", { class: "c-quality" }, this.#quality, this.#flags),
      this.#age, this.#basis,
      h("td", { class: "c-range" }, rangeOf(point)));
    this.element.update = (now) => this.#show(now);
  }

  #show(point) {
    const verdict = judge(point, this.#feed.isLive);
    setAttribute(this.element, "data-health", verdict.health);
    setAttribute(this.element, "data-stale", String(verdict.sign === "stale"));
    setText(this.#number, value(point));
    setAttribute(this.#number, "title", point.reading?.text ?? "");
    setText(this.#unit, point.reading?.text == null ? "" : unit(point.unit));
    setBadge(this.#quality, verdict.health, verdict.word, verdict.sign);
    this.#showReading(point.reading, verdict.note);
    this.#trend.checked = this.#trends.has(point.path);
    this.#trend.disabled = !this.#trend.checked && this.#trends.isFull;
  }

  #showReading(reading, note) {
    const flags = reading?.flags.filter((flag) => flag !== "STALE" || reading.quality === "BAD") ?? [];
    setText(this.#flags, [...(note ? [note] : []), ...flags.map(words)].join(", "));
    setText(this.#age, reading ? age(this.#feed.now - reading.event_time_ms) : "–");
    setAttribute(this.#age, "title", reading ? `event time ${time(reading.event_time_ms)}` : "");
    setText(this.#basis, reading ? words(reading.basis) : "–");
  }
}

function rangeOf({ min, max, unit: code }) {
  if (min === null && max === null) {
    return "–";
  }
  const range = min === null ? `≤ ${max}` : max === null ? `≥ ${min}` : `${min} to ${max}`;
  return `${range} ${unit(code)}`.trim();
}
