// Wires the page: one feed, and the parts that show it.

import { Feed } from "./stream.js";
import { Header } from "./header.js";
import { Synoptic } from "./synoptic.js";
import { Trends } from "./trends.js";
import { PointTable } from "./points.js";
import { Panels } from "./panels.js";

const feed = new Feed();
const trends = new Trends(feed);
const parts = [new Header(feed), new Synoptic(feed), trends, new PointTable(feed, trends), new Panels(feed)];

/** At most once a frame, however often it is asked for. */
let asked = false;
function show() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (feed.snapshot) {
        parts.forEach((part) => part.show());
      }
    });
  }
}

feed.addEventListener("all", () => {
  trends.begin();
  show();
});
feed.addEventListener("changes", () => {
  trends.sample();
  show();
});
feed.addEventListener("liveness", () => {
  parts[0].showLiveness();
  show();
});
feed.start();
