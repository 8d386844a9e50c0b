// State: the state of the pod that answers, polled every two seconds.
import {get, Problem, send} from './api.js';
import {Rates} from './rates.js';
import {stateTemplate} from './state-template.js';
import {announce} from './text.js';
import {View, sleep} from './view.js';

const PERIOD = 2000;

export class StateView extends View {
  rates = new Rates();
  state;
  problem;
  retried = '';
  #polling = false;

  go() {
    this.drawNow();
    if (!this.#polling) {
      this.#polling = true;
      this.#poll().catch(() => {});
    }
  }

  async #poll() {
    for (;;) {
      if (!document.hidden) {
        await this.#pollOnce();
      }
      await sleep(PERIOD, this.signal);
    }
  }

  async #pollOnce() {
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

  /** Retries the records that the spool has set aside. */
  async retry() {
    try {
      const {retried} = await send('POST', 'spool/retry', undefined, this.signal);
      this.retried = retried === 1 ? '1 record is retried.' : `${retried} records are retried.`;
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
