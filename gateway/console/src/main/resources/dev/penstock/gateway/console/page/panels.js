// Devices, journal, uplinks, losses and commands.

import { badge, byId, h, reconcile, setAttribute, setBadge, setText } from "./dom.js";
import { age, bytes, duration, fine, plural, rate, time, whole, words } from "./format.js";

export class Panels {
  #feed;

  constructor(feed) {
    this.#feed = feed;
  }

  show() {
    const { devices, journal, uplinks, losses, commands } = this.#feed.snapshot;
    const now = this.#feed.now;
    list("#devices .list", devices, (device) => device.id, describeDevice, "No device is configured.");
    list("#uplinks .list", uplinks, (uplink) => uplink.id, (uplink) => describeUplink(uplink, now), "No uplink is configured: everything stays in the journal.");
    list("#losses .list", losses, (loss) => `${loss.cause} ${loss.device} ${loss.class} ${loss.from_ms}`, describeLoss, "Nothing has been lost.");
    list("#recent", commands.recent, (command) => `${command.at_ms} ${command.point} ${command.issuer}`, describeCommand, "No command since the start.");
    list("#leases", commands.leases, (lease) => lease.point, (lease) => describeLease(lease, now), "No output is held.");
    showMode(commands);
    showJournal(journal, now);
  }
}

/** Entries of one shape: sign, name, state at the right; facts and reason below. */
function list(selector, items, keyOf, describe, nothing) {
  const entries = items.map((item) => ({ key: keyOf(item), ...describe(item) }));
  const shown = entries.length > 0 ? entries : [{ key: "nothing", nothing }];
  reconcile(document.querySelector(selector), shown, (item) => item.key, (item) => (item.nothing ? emptyEntry() : entry()));
}

function emptyEntry() {
  const element = h("li", { class: "empty" });
  element.update = (item) => setText(element, item.nothing);
  return element;
}

function entry() {
  const name = h("span", { class: "name" });
  const state = badge("idle", "");
  const facts = h("p", { class: "muted small" });
  const reason = h("p", { class: "reason small" });
  const element = h("li", { class: "entry" }, h("div", { class: "line" }, name, state), facts, reason);
  element.update = (item) => {
    setText(name, item.name);
    setBadge(state, item.health, item.state);
    setText(facts, item.facts);
    setText(reason, item.reason);
    setAttribute(element, "data-health", item.health);
  };
  return element;
}

function describeDevice(device) {
  const facts = [
    device.profile, device.driver, plural(device.points, "point"), `${rate(device.values_per_second)} values/s`,
  ];
  if (device.restarts > 0) {
    facts.push(plural(device.restarts, "restart"));
  }
  return { name: device.id, health: device.health, state: device.state, facts: facts.join(" · "), reason: device.reason };
}

function describeUplink(uplink, now) {
  const ack = uplink.last_ack_ms === null ? "no acknowledgement yet" : `acknowledged ${age(now - uplink.last_ack_ms)} ago`;
  return {
    name: uplink.id, health: uplink.health, state: uplink.state, reason: uplink.reason,
    facts: [`${whole(uplink.covered)} delivered`, `${whole(uplink.pending)} waiting`, ack,
      ...(uplink.rejected > 0 ? [`${whole(uplink.rejected)} refused by the twin`] : []),
      ...uplink.notes.map((note) => `${whole(note.count)} × ${note.what}`)].join(" · "),
  };
}

function describeLoss(loss) {
  const to = loss.to_ms === null ? "goes on" : `to ${time(loss.to_ms)}`;
  return {
    name: `${loss.device} · ${words(loss.cause)}`, health: "attention",
    state: loss.count === null ? "count unknown" : `${whole(loss.count)} lost`,
    facts: `${loss.class} · from ${time(loss.from_ms)} ${to}`, reason: "",
  };
}

function describeCommand(command) {
  return {
    name: `${command.point} ← ${command.asked}`, health: command.health, state: words(command.state),
    facts: `${time(command.at_ms)} · ${command.issuer}`, reason: command.reason,
  };
}

function describeLease(lease, now) {
  return {
    name: `${lease.point} = ${lease.value}`, health: "ok", state: `ends in ${duration(Math.max(0, lease.until_ms - now))}`,
    facts: `held by ${lease.holder}`, reason: "",
  };
}

function showMode(commands) {
  const parent = byId("mode");
  if (!parent.firstElementChild) {
    parent.append(badge("idle", ""), h("span", { class: "muted" }));
  }
  setBadge(parent.firstElementChild, commands.health, commands.state);
  setText(parent.lastElementChild, commands.reason);
}

function showJournal(journal, now) {
  const parent = document.querySelector("#journal .facts");
  if (!parent.firstElementChild) {
    parent.append(journalFacts());
  }
  parent.firstElementChild.show(journal, now);
}

function journalFacts() {
  const state = badge("idle", "");
  const meter = h("meter", { min: 0, max: 1, low: 0.8, high: 0.95, optimum: 0, "aria-label": "share of the journal's space in use" });
  const reason = h("p", { class: "reason small" });
  const names = ["not delivered", "rows in all", "on disk", "oldest row", "forced to disk", "waiting to be forced"];
  const cells = names.map(() => h("dd"));
  const facts = h("dl", {}, ...names.flatMap((name, i) => [h("dt", {}, name), cells[i]]));
  const element = h("div", {}, state, reason, meter, facts);
  element.show = (journal, now) => {
    setBadge(state, journal.health, journal.state);
    setText(reason, journal.reason);
    meter.hidden = journal.limit_bytes === 0;
    meter.value = journal.limit_bytes === 0 ? 0 : journal.bytes / journal.limit_bytes;
    const limit = journal.limit_bytes === 0 ? "" : ` of ${bytes(journal.limit_bytes)}`;
    const texts = [
      whole(journal.depth),
      whole(journal.rows),
      `${bytes(journal.bytes)}${limit} · ${plural(journal.segments, "segment")}`,
      journal.oldest_ms === null ? "none" : `${age(now - journal.oldest_ms)} old`,
      journal.sync,
      journal.durable_lag_ms === null ? "never forced" : fine(journal.durable_lag_ms),
    ];
    texts.forEach((text, i) => setText(cells[i], text));
  };
  return element;
}
