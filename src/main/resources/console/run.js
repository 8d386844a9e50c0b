// Replay and dismissal: the dialog for confirmation, the run with its progress, and the result.
import {html, nothing, render} from './lib/lit-html.js';
import {stream} from './api.js';
import {runTemplate} from './run-template.js';
import {announce} from './text.js';

const JUDGED = 200;

export class Run {
  #view;
  #stop;
  /** asked, running or ended; undefined while the dialog is closed. */
  stage;
  kind;
  place;
  count = 0;
  rate = '';
  dryRun = false;

  constructor(view) {
    this.#view = view;
    view.signal.addEventListener('abort', () => this.#stop?.abort(view.signal.reason));
  }

  /** Opens the dialog for the body at a place, or for all that match. */
  ask(kind, place) {
    Object.assign(this, {kind, place, stage: 'asked', count: place ? 1 : this.#view.total, rate: '', dryRun: false});
    Object.assign(this, {progress: undefined, judged: [], judgedMore: 0, result: undefined, problem: undefined});
    this.draw();
    this.#dialog.showModal();
  }

  /** The filter of the run, to be shown. */
  get scope() {
    const {reasons, sources, text} = this.#view;
    return {
      reasons,
      sources,
      text,
      since: this.#view.route.filters.get('since'),
      until: this.#view.route.filters.get('until'),
    };
  }

  async start() {
    this.#stop = new AbortController();
    this.stage = 'running';
    this.draw();
    try {
      await stream(`quarantine/${this.kind}`, this.#question(), this.#handlers(), {
        signal: this.#stop.signal,
        last: 'end',
      });
    } catch (problem) {
      if (!this.#stop.signal.aborted) {
        this.problem = problem;
      }
    }
    this.stage = 'ended';
    announce(this.problem ? this.problem.message : this.result ? 'Done.' : 'Stopped.');
    this.draw();
    if (!this.dryRun) {
      this.#view.changed();
    }
  }

  /** Disconnects, so that the gateway ends the run after its current batch. */
  stop() {
    this.#stop?.abort(new DOMException('Stopped', 'AbortError'));
  }

  close() {
    this.stop();
    this.#dialog.close();
  }

  /** Stops the run when the dialog is closed. */
  closed() {
    this.stop();
    this.stage = undefined;
    this.draw();
  }

  #question() {
    const rate = Number(this.rate);
    const how = this.kind === 'replay' ? {dryRun: this.dryRun, ...(rate > 0 && {rate})} : {};
    if (this.place) {
      return {bodies: [this.place], ...how};
    }
    return {...this.#view.selection(), ...how};
  }

  #handlers() {
    const drawn = (action) => (data) => {
      action(data);
      this.draw();
    };
    return {
      progress: drawn((progress) => (this.progress = progress)),
      judged: drawn((judged) => {
        if (this.judged.length < JUDGED) {
          this.judged.push(judged);
        } else {
          this.judgedMore++;
        }
      }),
      end: drawn((result) => (this.result = result)),
    };
  }

  draw() {
    this.#view.draw();
    if (this.#dialog) {
      render(this.stage ? runTemplate(this) : nothing, this.#dialog);
    }
  }

  get #dialog() {
    return this.#view.root.querySelector('dialog.run');
  }

  /** The empty dialog; `draw` fills it. */
  template() {
    return html`<dialog class="run" aria-labelledby="run-title" @close=${() => this.closed()}></dialog>`;
  }
}
