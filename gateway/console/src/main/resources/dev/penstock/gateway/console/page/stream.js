// The live stream from the gateway, and what is known because of it.

const DEAD_AFTER_MILLIS = 3000;
const REOPEN_AFTER_MILLIS = 10000;
const CHECK_EVERY_MILLIS = 500;

/** The last snapshot, kept up to date. Dispatches `all` (everything is new), `changes` and `liveness`. */
export class Feed extends EventTarget {
  snapshot = null;
  isLive = false;
  #receivedAt = 0;
  #openedAt = 0;
  #source = null;

  start() {
    this.#open();
    setInterval(() => this.#check(), CHECK_EVERY_MILLIS);
  }

  get points() {
    return this.snapshot?.points ?? [];
  }

  /** The gateway's wall clock, carried on by this browser's monotonic one. */
  get now() {
    return this.snapshot.taken_at_ms + (performance.now() - this.#receivedAt);
  }

  /** For how long nothing has come, in milliseconds. */
  get silence() {
    return performance.now() - (this.#receivedAt || this.#openedAt);
  }

  #open() {
    this.#source?.close();
    this.#openedAt = performance.now();
    this.#source = new EventSource("/events");
    this.#source.addEventListener("all", (event) => this.#take("all", JSON.parse(event.data)));
    this.#source.addEventListener("changes", (event) => this.#take("changes", JSON.parse(event.data)));
  }

  #take(kind, news) {
    if (kind === "changes") {
      if (!this.snapshot) {
        return;
      }
      news.points = this.points;
      for (const { index, reading } of news.changed) {
        news.points[index].reading = reading;
      }
    }
    this.snapshot = news;
    this.#receivedAt = performance.now();
    this.#setLive(true);
    this.dispatchEvent(new Event(kind));
  }

  #check() {
    const waited = performance.now() - Math.max(this.#receivedAt, this.#openedAt);
    if (this.silence > DEAD_AFTER_MILLIS) {
      this.#setLive(false);
      this.dispatchEvent(new Event("liveness"));
    }
    const closed = this.#source.readyState === EventSource.CLOSED;
    if (waited > (closed ? DEAD_AFTER_MILLIS : REOPEN_AFTER_MILLIS)) {
      this.#open();
    }
  }

  #setLive(live) {
    if (this.isLive !== live) {
      this.isLive = live;
      this.dispatchEvent(new Event("liveness"));
    }
  }
}
