// The rows that Live holds: newest first, no record twice, never more than a page can draw.
import {placeKey} from './route.js';

const MOST = 500;
const RECENT = 10_000;

export class Feed {
  rows = [];
  /** Matching records that came while nothing was added. */
  missed = 0;
  #held = [];
  #known = new Set();
  #thinned = [];

  /** Adds rows; beyond the limit the oldest leave. */
  add(rows) {
    this.#put(rows);
    this.#forget(this.rows.splice(MOST));
  }

  /** Adds older rows; beyond the limit the newest leave. */
  addOlder(rows) {
    this.#put(rows);
    this.#forget(this.rows.splice(0, Math.max(0, this.rows.length - MOST)));
  }

  /** Keeps rows for later, as many as can be shown, and counts all. */
  hold(rows, skipped) {
    this.missed += rows.length + skipped;
    this.#held.push(...rows);
    this.#held.splice(0, Math.max(0, this.#held.length - MOST));
  }

  /** Adds what was kept for later. */
  release() {
    this.add(this.#held);
    this.#held = [];
    this.missed = 0;
  }

  clear() {
    this.rows = [];
    this.missed = 0;
    this.#held = [];
    this.#known.clear();
    this.#thinned = [];
  }

  /** Counts records that matched and were not sent. */
  thin(skipped) {
    if (skipped > 0) {
      this.#thinned.push({at: performance.now(), skipped});
    }
  }

  /** How many were not sent in the last ten seconds. */
  thinned() {
    const since = performance.now() - RECENT;
    while (this.#thinned.length > 0 && this.#thinned[0].at < since) {
      this.#thinned.shift();
    }
    return this.#thinned.reduce((sum, {skipped}) => sum + skipped, 0);
  }

  #put(rows) {
    let added = false;
    for (const row of rows) {
      const key = placeKey(row);
      if (!this.#known.has(key)) {
        this.#known.add(key);
        this.rows.push({...row, key, at: Date.parse(row.time)});
        added = true;
      }
    }
    if (added) {
      this.rows.sort((a, b) => b.at - a.at || (a.topic < b.topic ? 1 : a.topic > b.topic ? -1 : b.offset - a.offset));
    }
  }

  #forget(rows) {
    for (const {key} of rows) {
      this.#known.delete(key);
    }
  }
}
