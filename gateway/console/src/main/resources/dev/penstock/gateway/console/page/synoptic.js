// The quadruple tank: two pumps, two valves that split their flow, four tanks. Pump 1 feeds tank 1 and, crosswise, tank 4;
// pump 2 feeds tank 2 and tank 3; tank 3 drains into tank 1, tank 4 into tank 2, those into the basin.

import { byId, s, setAttribute, setText } from "./dom.js";
import { age, decimal, judge, unit, value } from "./format.js";
import { FRAME_MILLIS, Glider, Mover, run } from "./motion.js";

const PROFILE = "quadruple-tank";
const TANK = { width: 140, height: 132 };
const TANKS = [
  { n: 1, x: 110, y: 272, scale: "left" },
  { n: 2, x: 310, y: 272, scale: "right" },
  { n: 3, x: 110, y: 78, scale: "left" },
  { n: 4, x: 310, y: 78, scale: "right" },
];
const BASIN = { x: 110, y: 506, width: 340, height: 42 };
const PUMPS = [
  { n: 1, x: 36, y: 527, plate: 118, suction: "M110 527H60" },
  { n: 2, x: 524, y: 527, plate: 442, suction: "M450 527H500" },
];
const VALVES = [{ n: 1, x: 36, y: 240 }, { n: 2, x: 524, y: 240 }];
/** Every pipe with the pump that drives it; where two cross, the later one lies above. */
const PIPES = [
  { path: "M524 504V42H146V74", pump: 2 },
  { path: "M36 504V18H414V74", pump: 1 },
  { path: "M36 240H146V268", pump: 1 },
  { path: "M524 240H414V268", pump: 2 },
];
/** They flow by themselves while there is water above. */
const DRAINS = [
  { path: "M206 212V268", tank: 3 },
  { path: "M354 212V268", tank: 4 },
  { path: "M206 406V502", tank: 1 },
  { path: "M354 406V502", tank: 2 },
];

export class Synoptic {
  #feed;
  #device = null;
  #definition = null;
  #drawing = null;

  constructor(feed) {
    this.#feed = feed;
    setInterval(() => document.hidden || this.#drawing?.move(), FRAME_MILLIS);
  }

  show() {
    const device = this.#feed.snapshot.devices.find(({ profile }) => profile.split("@")[0] === PROFILE);
    byId("synoptic").hidden = !device;
    if (!device) {
      return;
    }
    const points = this.#pointsOf(device.id);
    if (this.#definition !== definitionOf(points)) {
      this.#definition = definitionOf(points);
      this.#drawing = new Drawing(points);
      byId("synoptic-drawing").replaceChildren(this.#drawing.element);
      setText(byId("synoptic-device"), device.id);
    }
    this.#drawing.show(points, this.#feed);
  }

  #pointsOf(device) {
    const prefix = `${device}/`;
    return new Map(
      this.#feed.points.filter(({ path }) => path.startsWith(prefix)).map((point) => [point.path.slice(prefix.length), point]));
  }
}

function definitionOf(points) {
  return [...points].map(([name, { min, max, unit: code }]) => `${name} ${min} ${max} ${code}`).join();
}

class Drawing {
  element = s("svg", { viewBox: "0 0 560 560", role: "img", "aria-labelledby": "synoptic-title synoptic-text" });
  #updates = [];
  #movers = [];

  constructor(points) {
    this.element.append(s("desc", { id: "synoptic-text" },
      "Four tanks in two columns, fed crosswise by two pumps. The same values are in the table of points."));
    this.#clips();
    PIPES.forEach((pipe) => this.#pipe(pipe.path, () => this.#speed(`pump${pipe.pump}Voltage`, 10), pipe.pump));
    DRAINS.forEach((drain) => this.#pipe(drain.path, () => this.#speed(`tank${drain.tank}Level`, 20), 0));
    this.#basin();
    TANKS.forEach((tank) => this.#tank(tank, points.get(`tank${tank.n}Level`)));
    VALVES.forEach((valve) => this.#valve(valve));
    PUMPS.forEach((pump) => this.#pump(pump));
  }

  show(points, feed) {
    this.points = points;
    this.feed = feed;
    this.#updates.forEach((update) => update());
  }

  /** One frame. */
  move() {
    this.#movers.forEach((mover) => mover.move());
  }

  #moves(mover) {
    this.#movers.push(mover);
    return mover;
  }

  #clips() {
    this.element.append(s("defs", {}, s("clipPath", { id: "in-tank" },
      s("rect", { width: TANK.width, height: TANK.height, rx: 5 }))));
  }

  /** How fast something flows, 0 to 1; nothing is known to flow where the value is not good. */
  #speed(name, full) {
    const point = this.points.get(name);
    const isKnown = point?.reading && point.reading.number !== null && this.feed.isLive && point.reading.quality !== "BAD";
    return isKnown ? Math.max(0, Math.min(1, point.reading.number / full)) : 0;
  }

  #pipe(path, speed, pump) {
    const flow = s("path", { d: path, class: `flow ${pump === 0 ? "drain" : ""}` });
    this.element.append(
      s("path", { d: path, class: "pipe-gap" }),
      s("path", { d: path, class: `pipe ${pump === 0 ? "drain" : ""}` }),
      flow);
    const mover = this.#moves(new Mover((way) => setAttribute(flow, "stroke-dashoffset", `${-way * 12}`)));
    this.#updates.push(() => run(flow, mover, speed()));
  }

  #basin() {
    const { x, y, width, height } = BASIN;
    this.element.append(
      s("rect", { x: x + 2, y: y + 12, width: width - 4, height: height - 14, class: "water" }),
      s("path", { d: `M${x} ${y}v${height}h${width}v${-height}`, class: "vessel" }),
      s("text", { x: x + width / 2, y: y + 30, class: "small on-water" }, "basin"));
  }

  #tank({ n, x, y, scale }, point) {
    const low = point?.min ?? 0;
    const high = point?.max ?? 20;
    const water = s("rect", { width: TANK.width, height: TANK.height + 40, class: "water level" });
    const group = s("g", { transform: `translate(${x} ${y})`, class: "tank" },
      s("rect", { width: TANK.width, height: TANK.height, rx: 5, class: "inside" }),
      s("g", { "clip-path": "url(#in-tank)" }, water),
      s("path", { d: `M0 0v${TANK.height - 5}q0 5 5 5h${TANK.width - 10}q5 0 5 -5v${-TANK.height + 5}`, class: "vessel" }),
      ...scaleOf(low, high, scale, unit(point?.unit ?? "")));
    const plate = new Plate(`Tank ${n}`, TANK.width / 2, 38);
    const level = this.#moves(new Glider((top) => setAttribute(water, "transform", `translate(0 ${top.toFixed(1)})`)));
    group.append(plate.element);
    this.element.append(group);
    this.#updates.push(() => {
      const now = this.points.get(`tank${n}Level`);
      plate.show(now, this.feed);
      const number = now?.reading?.number ?? low;
      const share = Math.max(0, Math.min(1, (number - low) / (high - low || 1)));
      level.aim((1 - share) * TANK.height);
      setAttribute(group, "data-known", String(now?.reading?.number != null));
    });
  }

  #pump({ n, x, y, plate: plateX, suction }) {
    const wheel = s("g", { class: "wheel" }, s("path", { d: "M0-13V13M-11.2-6.5 11.2 6.5M-11.2 6.5 11.2-6.5" }));
    const plate = new Plate(`Pump ${n}`, plateX, 440);
    const mover = this.#moves(new Mover((way) => setAttribute(wheel, "transform", `rotate(${(way * 72) % 360})`)));
    this.element.append(
      s("path", { d: suction, class: "pipe" }),
      s("g", { transform: `translate(${x} ${y})` }, s("circle", { r: 24, class: "pump" }), wheel),
      plate.element);
    this.#updates.push(() => {
      plate.show(this.points.get(`pump${n}Voltage`), this.feed);
      run(wheel, mover, this.#speed(`pump${n}Voltage`, 10));
    });
  }

  /** A valve that splits: the share that goes to the lower tank, where the device tells it. */
  #valve({ n, x, y }) {
    const share = s("text", { x: x + (n === 1 ? 16 : -16), y: y - 14, class: `small ${n === 1 ? "start" : "end"}` });
    this.element.append(
      s("path", { d: `M${x - 9} ${y - 11}h18l-18 22h18z`, class: "valve" }), share);
    this.#updates.push(() => {
      const point = this.points.get(`valve${n}Split`);
      setText(share, point?.reading?.number != null && judge(point, this.feed.isLive).rank === 0
        ? `γ${n} ${decimal(point.reading.number)}` : `γ${n}`);
    });
  }
}

/** Marks of the valid range beside a tank: its ends, and quarters between. */
function scaleOf(low, high, side, code) {
  const x = side === "left" ? 0 : TANK.width;
  const out = side === "left" ? -1 : 1;
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const y = TANK.height * (1 - share);
    const isEnd = share === 0 || share === 1;
    const mark = s("path", { d: `M${x} ${y}h${out * (isEnd ? 9 : 5)}`, class: isEnd ? "mark end" : "mark" });
    const text = `${+(low + share * (high - low)).toFixed(2)}${share === 1 ? ` ${code}` : ""}`;
    return isEnd ? [mark, s("text", { x: x + out * 12, y: y + 4, class: `small ${side === "left" ? "end" : "start"}` }, text)] : [mark];
  });
}

const ROOM = 98;

/** A value with its unit, quality and age, readable on any water. */
class Plate {
  #number = s("tspan", { class: "number" });
  #unit = s("tspan", { class: "unit", dx: 4 });
  #sign = s("use", { x: -56, y: 29, width: 12, height: 12, href: "#i-idle" });
  #verdict = s("text", { y: 39.5, x: -40, class: "verdict", lengthAdjust: "spacingAndGlyphs" });

  constructor(name, x, y) {
    this.element = s("g", { transform: `translate(${x} ${y})`, class: "plate" },
      s("rect", { x: -64, y: -22, width: 128, height: 70, rx: 6 }),
      s("text", { y: -7, class: "label" }, name),
      s("text", { y: 18 }, this.#number, this.#unit),
      this.#sign, this.#verdict);
  }

  show(point, feed) {
    const verdict = point ? judge(point, feed.isLive) : { health: "idle", sign: "idle", word: "not mapped" };
    setText(this.#number, point ? value(point) : "–");
    setText(this.#unit, point ? unit(point.unit) : "");
    setAttribute(this.#sign, "href", `#i-${verdict.sign}`);
    const word = verdict.word.toLowerCase();
    this.#fit(point?.reading ? `${word} · ${age(feed.now - point.reading.event_time_ms)}` : word);
    setAttribute(this.element, "data-health", verdict.health);
  }

  /** Letters move together before they leave the plate. */
  #fit(text) {
    if (this.#verdict.textContent === text) {
      return;
    }
    this.#verdict.textContent = text;
    this.#verdict.removeAttribute("textLength");
    if (this.#verdict.getComputedTextLength() > ROOM) {
      this.#verdict.setAttribute("textLength", ROOM);
    }
  }
}
