// Rates per pod, from the counts of its last two states. Polls may be answered by different pods.

const MINUTE = 60_000;
const POINTS = 60;

export class Rates {
  #pods = new Map();

  /** Adds the state of a pod; removes pods that have not answered for a minute. */
  add(state, at = performance.now()) {
    const before = this.#pods.get(state.pod);
    const next = {state, at, seen: Date.now(), rates: before?.rates ?? {}, history: before?.history ?? []};
    if (before && before.state.started === state.started && at - before.at > 500) {
      const seconds = (at - before.at) / 1000;
      const now = flat(state.counts);
      const then = flat(before.state.counts);
      next.rates = Object.fromEntries(
        Object.entries(now).map(([name, value]) => [name, Math.max(0, value - (then[name] ?? 0)) / seconds]),
      );
      next.history = [...next.history, total(next.rates, 'callbacks.')].slice(-POINTS);
    }
    this.#pods.set(state.pod, next);
    for (const [pod, {at: last}] of this.#pods) {
      if (at - last > MINUTE) {
        this.#pods.delete(pod);
      }
    }
  }

  /** The rate of a count, such as `callbacks.published`; undefined before the second state. */
  of(pod, name) {
    return this.#pods.get(pod)?.rates[name];
  }

  /** The rate of all callbacks; undefined before the second state. */
  all(pod) {
    const rates = this.#pods.get(pod)?.rates ?? {};
    return Object.keys(rates).length === 0 ? undefined : total(rates, 'callbacks.');
  }

  history(pod) {
    return this.#pods.get(pod)?.history ?? [];
  }

  /** The pods that answered in the last minute, sorted by name. */
  pods() {
    return [...this.#pods.values()].sort((a, b) => a.state.pod.localeCompare(b.state.pod));
  }
}

function flat(counts) {
  const all = {acknowledged: counts.acknowledged ?? 0};
  for (const group of ['callbacks', 'refused']) {
    for (const [name, value] of Object.entries(counts[group] ?? {})) {
      all[`${group}.${name}`] = value;
    }
  }
  return all;
}

function total(rates, prefix) {
  return Object.entries(rates).reduce((sum, [name, value]) => (name.startsWith(prefix) ? sum + value : sum), 0);
}
