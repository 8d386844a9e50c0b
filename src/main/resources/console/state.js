// State: the pod that answers, looked at every two seconds.
import {get, Problem, send} from './api.js';
import {Rates} from './rates.js';
import {stateTemplate} from './state-template.js';
import {announce} from './text.js';
import {View, sleep} from './view.js';

const LOOK = 2000;

export class StateView extends View {
  rates = new Rates();
  state;
  problem;
  retried = '';
  #looking = false;

  go() {
    this.drawNow();
    if (!this.#looking) {
      this.#looking = true;
      this.#look().catch(() => {});
    }
  }

  async #look() {
    for (;;) {
      if (!document.hidden) {
        await this.#lookOnce();
      }
      await sleep(LOOK, this.signal);
    }
  }

  async #lookOnce() {
    try {
      this.state = await get('state', this.signal);
      this.app.state = this.state;
      this.rates.add(this.state);
      this.problem = undefined;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      this.problem = problem;
    }
    this.draw();
  }

  /** Tries the records again that Kafka refused for good. */
  async retry() {
    try {
      const {retried} = await send('POST', 'spool/retry', undefined, this.signal);
      this.retried = retried === 1 ? '1 record is tried again.' : `${retried} records are tried again.`;
    } catch (problem) {
      this.retried = problem.message;
    }
    announce(this.retried);
    this.draw();
  }

  template() {
    return stateTemplate(this);
  }
}
