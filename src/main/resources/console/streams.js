// The two streams of Live: new records, with reconnects, and the search for existing ones, with its progress.
import {Problem, stream} from './api.js';
import {sleep} from './view.js';

const LONGEST_WAIT = 15;

/** Follows the records written from now on. Reconnects until it is stopped. */
export class Follow {
  /** connecting, following (with a why: not all topics), away (the gateway cannot read from Kafka) or lost (no connection). */
  status = 'connecting';
  why = '';
  #stop;

  /** Calls `rows(records, skipped)` for new records, `again()` after a reconnect, `changed()` after each change of the status. */
  constructor({rows, again, changed}) {
    this.rows = rows;
    this.again = again;
    this.changed = changed;
  }

  start(filter, signal) {
    this.stop();
    this.#stop = new AbortController();
    this.#run(filter, AbortSignal.any([signal, this.#stop.signal])).catch(() => {});
  }

  stop() {
    this.#stop?.abort(new DOMException('Another filter', 'AbortError'));
  }

  async #run(filter, signal) {
    this.#say('connecting');
    for (let lost = 0; ;) {
      let wait = 0;
      try {
        await stream(
          'live',
          filter,
          this.#handlers(() => {
            if (lost > 0) {
              this.again();
            }
            lost = 0;
          }),
          {signal},
        );
      } catch (failure) {
        if (signal.aborted || !(failure instanceof Problem) || failure.status === 401) {
          return;
        }
        this.#say('lost', failure.message);
        wait = failure.wait;
      }
      lost++;
      const seconds = Math.max(wait, Math.min(LONGEST_WAIT, 2 ** (lost - 1)));
      await sleep(seconds * 1000 * (0.75 + Math.random() / 2), signal);
    }
  }

  #handlers(opened) {
    return {
      open: () => {
        opened();
        this.#say('connecting');
      },
      records: ({records, skipped}) => this.rows(records ?? [], skipped ?? 0),
      state: ({following, why}) => this.#say(following ? 'following' : 'away', why),
    };
  }

  #say(status, why = '') {
    this.status = status;
    this.why = why;
    this.changed();
  }
}

/** Searches backward through the topics, newest records first. */
export class Search {
  running = false;
  read = 0;
  of = 0;
  /** The time since which all records were searched. */
  back;
  complete = false;
  problem;
  #stop;

  constructor({rows, changed}) {
    this.rows = rows;
    this.changed = changed;
  }

  /** Runs a search until it ends or is cancelled. Cancels an earlier one. */
  async run(question, signal) {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    Object.assign(this, {running: true, read: 0, of: 0, back: undefined, complete: false, problem: undefined});
    this.changed();
    try {
      await stream('search', question, this.#handlers(stop), {
        signal: AbortSignal.any([signal, stop.signal]),
        last: 'end',
      });
    } catch (failure) {
      if (this.#stop === stop && failure instanceof Problem) {
        this.problem = failure;
      }
    }
    if (this.#stop === stop) {
      this.running = false;
      this.changed();
    }
  }

  #handlers(stop) {
    const mine = (action) => (data) => {
      if (!stop.signal.aborted) {
        action(data);
        this.changed();
      }
    };
    return {
      progress: mine(({read, of, back}) => Object.assign(this, {read, of, back: back ?? this.back})),
      records: mine(({records}) => this.rows(records ?? [])),
      end: mine(({complete, back, why}) => {
        Object.assign(this, {complete, back: back ?? this.back});
        this.problem = why ? new Problem(0, 'ended', why) : undefined;
      }),
    };
  }

  cancel() {
    this.#stop?.abort(new DOMException('Cancelled', 'AbortError'));
    if (this.running) {
      this.running = false;
      this.changed();
    }
  }
}
