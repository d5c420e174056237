// Who this is, whether it is well, and whether what is shown is live.

import { badge, byId, h, reconcile, setAttribute, setBadge, setText } from "./dom.js";
import { duration, fine, judge, plural, time, whole, words } from "./format.js";

const CLOCK_HEALTH = {
  SYNCED: "ok", HOLDOVER: "attention", FREE_RUNNING: "attention", STEPPED: "attention", FAULT: "fault", UNKNOWN: "attention",
};
const ORDER = ["ok", "idle", "attention", "fault"];

export class Header {
  #feed;
  #overall = badge("idle", "");
  #reason = h("span", { class: "reason" });
  #clock = badge("idle", "");
  #bound = h("span", { class: "muted" });

  constructor(feed) {
    this.#feed = feed;
    byId("overall").append(this.#overall, this.#reason);
    byId("clock").append(this.#clock, this.#bound);
  }

  show() {
    const { gateway } = this.#feed.snapshot;
    setText(byId("gateway"), gateway.id);
    document.title = `${gateway.id} · Penstock`;
    const up = duration(this.#feed.now - gateway.started_at_ms);
    setText(byId("facts"), `version ${gateway.version} · epoch ${gateway.epoch} · up ${up}`);
    setBadge(this.#overall, gateway.health, gateway.state);
    setText(this.#reason, gateway.reason);
    setBadge(this.#clock, CLOCK_HEALTH[gateway.clock] ?? "attention", `clock ${words(gateway.clock)}`);
    const bound = gateway.clock_error_bound_ms;
    setText(this.#bound, bound === null ? "error not known" : `within ±${fine(bound)}`);
    reconcile(byId("tiles"), this.#tiles(), (tile) => tile.at, tileElement);
  }

  showLiveness() {
    const { isLive, silence, snapshot } = this.#feed;
    document.body.classList.toggle("not-live", !isLive);
    const waiting = silence < 3000;
    setText(byId("live"), isLive ? "live" : waiting ? "connecting" : "not live");
    setAttribute(byId("live"), "data-live", String(isLive));
    byId("banner").hidden = isLive || waiting;
    if (!isLive && !waiting) {
      const since = snapshot ? `since ${time(snapshot.taken_at_ms)}` : "so far";
      setText(byId("banner"), `No live data ${since}. What is shown is old. Trying to reach the gateway again.`);
    }
  }

  #tiles() {
    const { snapshot, points, isLive } = this.#feed;
    const { devices, uplinks, losses, journal, commands } = snapshot;
    const odd = points.map((point) => judge(point, isLive).rank);
    const bad = odd.filter((rank) => rank === 4).length;
    const doubtful = odd.filter((rank) => rank > 0 && rank < 4).length;
    return [
      {
        at: "points", label: "Points", figure: whole(points.length),
        health: bad > 0 ? "fault" : doubtful > 0 ? "attention" : "ok",
        word: bad + doubtful === 0 ? "all good" : `${doubtful} doubtful, ${bad} bad`,
      },
      { at: "devices", label: "Devices", ...share(devices) },
      { at: "journal", label: "Rows not delivered", figure: whole(journal.depth), health: journal.health, word: journal.state },
      { at: "uplinks", label: "Uplinks", ...share(uplinks) },
      lossTile(losses),
      { at: "commands", label: "Commands", figure: whole(commands.leases.length), health: commands.health, word: `held · ${commands.state}` },
    ];
  }
}

function share(things) {
  const well = things.filter((thing) => thing.health === "ok").length;
  const health = things.reduce((worst, { health: own }) => (ORDER.indexOf(own) > ORDER.indexOf(worst) ? own : worst), "ok");
  const odd = things.filter((thing) => thing.health !== "ok");
  const word = odd.length === 0 ? (things.length === 0 ? "none" : "all well") : odd.map((thing) => `${thing.id} ${thing.state}`).join(", ");
  return { figure: `${well} / ${things.length}`, health: things.length === 0 ? "idle" : health, word };
}

function lossTile(losses) {
  const known = losses.reduce((sum, loss) => sum + (loss.count ?? 0), 0);
  const unknown = losses.some((loss) => loss.count === null);
  return {
    at: "losses", label: "Observations lost", figure: `${unknown ? "≥ " : ""}${whole(known)}`,
    health: losses.length > 0 ? "attention" : "ok",
    word: losses.length > 0 ? `${plural(losses.length, "loss record")}` : "none",
  };
}

function tileElement(tile) {
  const figure = h("strong");
  const state = badge("idle", "");
  const element = h("a", { class: "tile", href: `#${tile.at}` }, h("span", { class: "label" }, tile.label), figure, state);
  element.update = (now) => {
    setText(figure, now.figure);
    setBadge(state, now.health, now.word);
    setAttribute(element, "data-health", now.health);
  };
  return element;
}
