// Movement at ten frames a second, by hand: a running CSS animation has the whole drawing painted sixty times, which keeps a
// panel without a graphics card busy.

export const FRAME_MILLIS = 100;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** Goes on for ever at its speed, a share of one; for whoever wants less motion it stands. */
export class Mover {
  speed = 0;
  #way = 0;
  #show;

  constructor(show) {
    this.#show = show;
  }

  move() {
    if (this.speed > 0.005 && !STILL.matches) {
      this.#way += this.speed;
      this.#show(this.#way);
    }
  }
}

/** Goes to where it should be within some frames; the first time at once. */
export class Glider {
  #target = null;
  #at = null;
  #show;

  constructor(show) {
    this.#show = show;
  }

  aim(target) {
    this.#target = target;
    if (this.#at === null || STILL.matches) {
      this.#at = target;
      this.#show(target);
    }
  }

  move() {
    if (Math.abs((this.#target ?? 0) - (this.#at ?? 0)) > 0.05) {
      this.#at += (this.#target - this.#at) * 0.4;
      this.#show(this.#at);
    }
  }
}

/** Sets how fast something moves, and marks it as moving or not. */
export function run(element, mover, speed) {
  mover.speed = speed;
  element.classList.toggle("runs", speed > 0.005);
}
