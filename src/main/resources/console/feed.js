// The rows of Live: newest first, without duplicates, at most 500.
import {placeKey} from './route.js';

const MOST = 500;
const RECENT = 10_000;

export class Feed {
  rows = [];
  /** The number of matching records received while paused. */
  missed = 0;
  #held = [];
  #known = new Set();
  #thinned = [];

  /** Adds rows; removes the oldest beyond the limit. */
  add(rows) {
    this.#put(rows);
    this.#forget(this.rows.splice(MOST));
  }

  /** Adds older rows; removes the newest beyond the limit. */
  addOlder(rows) {
    this.#put(rows);
    this.#forget(this.rows.splice(0, Math.max(0, this.rows.length - MOST)));
  }

  /** Keeps the newest rows up to the limit while paused, and counts all. */
  hold(rows, skipped) {
    this.missed += rows.length + skipped;
    this.#held.push(...rows);
    this.#held.splice(0, Math.max(0, this.#held.length - MOST));
  }

  /** Adds the rows kept while paused. */
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

  /** Counts matching records that the gateway skipped. */
  thin(skipped) {
    if (skipped > 0) {
      this.#thinned.push({at: performance.now(), skipped});
    }
  }

  /** The number of records skipped in the last ten seconds. */
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
