// Numbers, times and ages for people.

const ABSENT = "–";
const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const UNITS = new Map([
  ["Cel", "°C"], ["ug/m3", "µg/m³"], ["mg/m3", "mg/m³"], ["m3/h", "m³/h"], ["m3/s", "m³/s"],
  ["cm3/s", "cm³/s"], ["m3", "m³"], ["cm2", "cm²"], ["m/s2", "m/s²"], ["%", "%"], ["1", ""],
  ["dB[SPL]", "dB"], ["dB(A)", "dB(A)"], ["Ohm", "Ω"], ["deg", "°"],
]);

/** A UCUM unit as it is printed on instruments. */
export function unit(code) {
  return UNITS.get(code) ?? code;
}

/** The value of a reading: as many digits as an eye can use, the exact text for whole numbers and words. */
export function value(point) {
  const reading = point.reading;
  if (!reading || reading.text === null) {
    return ABSENT;
  }
  return point.type === "double" && reading.number !== null ? decimal(reading.number, scaleOf(point)) : reading.text;
}

/** Digits by the size of the whole range, so that a value does not change its shape while it moves. */
export function decimal(number, scale = Math.abs(number)) {
  const size = Math.abs(number);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) {
    return number.toExponential(3);
  }
  const digits = scale >= 1000 ? 0 : scale >= 100 ? 1 : scale >= 2 ? 2 : 3;
  return number.toFixed(digits).replace(/^-(0(\.0+)?)$/, "$1").replace("-", "−");
}

function scaleOf({ min, max, reading }) {
  return min === null && max === null ? Math.abs(reading.number) : Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
}

/** A rate in so many a second. */
export function rate(number) {
  return number === 0 || number >= 10 ? whole(number) : number.toFixed(1);
}

export function whole(number) {
  return number === null ? "unknown" : count.format(number);
}

export function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let power = 0;
  while (number >= 1024 && power < units.length - 1) {
    number /= 1024;
    power++;
  }
  return `${power === 0 ? number : number.toFixed(number < 10 ? 2 : 1)} ${units[power]}`;
}

/** How long ago, or how far ahead. */
export function age(millis) {
  return millis < -1500 ? `${duration(-millis)} ahead` : duration(Math.max(0, millis));
}

export function duration(millis) {
  const seconds = millis / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 90) {
    return `${Math.floor(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A duration that may be far below a second. */
export function fine(millis) {
  if (millis >= 1000) {
    return duration(millis);
  }
  return millis >= 1 ? `${millis.toFixed(millis < 10 ? 1 : 0)} ms` : `${Math.round(millis * 1000)} µs`;
}

/** Time of day, with the day where it is not today's. */
export function time(millis) {
  if (millis === null) {
    return "unknown";
  }
  const date = new Date(millis);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const today = new Date().toDateString() === date.toDateString();
  return today ? clock : `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clock}`;
}

/** CLOCK_SUSPECT → "clock suspect" */
export function words(constant) {
  return constant.toLowerCase().replaceAll("_", " ");
}

export function plural(number, noun) {
  return `${whole(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** What to think of a point: a health, a sign, a word. */
export function judge(point, isLive) {
  const reading = point.reading;
  if (!reading) {
    return { health: "idle", sign: "idle", word: "No value yet", rank: 1 };
  }
  const stale = reading.flags.includes("STALE");
  const verdict = stale && reading.quality !== "BAD" ? STALE : QUALITIES[reading.quality];
  return isLive ? verdict : { ...verdict, health: "old", sign: "stale", word: "Not live", note: `was ${verdict.word.toLowerCase()}` };
}

const STALE = { health: "attention", sign: "stale", word: "Stale", rank: 3 };
const QUALITIES = {
  GOOD: { health: "ok", sign: "ok", word: "Good", rank: 0 },
  UNCERTAIN: { health: "attention", sign: "attention", word: "Uncertain", rank: 2 },
  BAD: { health: "fault", sign: "fault", word: "Bad", rank: 4 },
};
