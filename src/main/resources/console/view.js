// The base of all views: draws at most once per frame, and stops its timers and requests when the view is left.
import {html, nothing, render} from './lib/lit-html.js';
import {icon} from './icons.js';

export class View {
  #isScheduled = false;
  #leaving = new AbortController();

  constructor(root, app) {
    this.root = root;
    this.app = app;
  }

  /** Aborted when the view is left. */
  get signal() {
    return this.#leaving.signal;
  }

  /** Draws in the next animation frame; in a hidden tab, when it is shown again. */
  draw() {
    if (!this.#isScheduled && !this.signal.aborted) {
      this.#isScheduled = true;
      requestAnimationFrame(() => {
        this.#isScheduled = false;
        if (!this.signal.aborted) {
          this.drawNow();
        }
      });
    }
  }

  drawNow() {
    render(this.template(), this.root);
    this.drawn();
  }

  /** Called after each drawing, for parts without a template. */
  drawn() {}

  /** Repeats an action until the view is left. */
  every(milliseconds, action) {
    const timer = setInterval(action, milliseconds);
    this.signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Ends streams, timers and requests. */
  leave() {
    this.#leaving.abort(new DOMException('The view was left.', 'AbortError'));
    render(nothing, this.root);
  }
}

/** Waits; rejects when the signal is aborted. */
export function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, {once: true});
  });
}

/** An error message, with a button if `retry` is given. */
export function notice(problem, retry, label = 'Try again') {
  return html`<div class="notice bad" role="alert">
    ${icon('warning')}
    <p>${problem.message}</p>
    ${retry ? html`<button type="button" @click=${retry}>${label}</button>` : nothing}
  </div>`;
}

/** A message instead of content. */
export function empty(title, ...sentences) {
  return html`<div class="empty">
    <h2>${title}</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}

/** A progress bar; indeterminate if `of` is 0. */
export function meter(label, done, of) {
  return of > 0
    ? html`<progress aria-label=${label} max=${of} value=${Math.min(done, of)}></progress>`
    : html`<progress aria-label=${label}></progress>`;
}
