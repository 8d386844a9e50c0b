// What all views share: a place to draw into, drawing at most once a frame, and an end to all that runs when the view is left.
import {html, nothing, render} from './lib/lit-html.js';
import {icon} from './icons.js';

export class View {
  #asked = false;
  #leaving = new AbortController();

  constructor(root, app) {
    this.root = root;
    this.app = app;
  }

  /** Aborted when the view is left. */
  get signal() {
    return this.#leaving.signal;
  }

  /** Draws soon; in a tab that is hidden, when it is seen again. */
  draw() {
    if (!this.#asked && !this.signal.aborted) {
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
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

  /** For what is drawn without templates, after each drawing. */
  drawn() {}

  /** Calls again and again until the view is left. */
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

/** A way to wait that ends with a signal. */
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

/** What went wrong, with a way on. */
export function notice(problem, retry, label = 'Try again') {
  return html`<div class="notice bad" role="alert">
    ${icon('warning')}
    <p>${problem.message}</p>
    ${retry ? html`<button type="button" @click=${retry}>${label}</button>` : nothing}
  </div>`;
}

/** What to say where nothing is. */
export function empty(title, ...sentences) {
  return html`<div class="empty">
    <h2>${title}</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}

/** How far something is; of an unknown whole, only that it goes on. */
export function meter(label, done, of) {
  return of > 0
    ? html`<progress aria-label=${label} max=${of} value=${Math.min(done, of)}></progress>`
    : html`<progress aria-label=${label}></progress>`;
}
