// The login form, if the gateway requires a login.
import {html, nothing} from './lib/lit-html.js';
import {Problem, send} from './api.js';
import {icon} from './icons.js';
import {View, sleep} from './view.js';

export class LoginView extends View {
  #ended;
  #done;
  #busy = false;
  #waited = 0;
  #problem;

  /** `ended` is true if a session has ended; `done` receives the new session. */
  constructor(root, app, {ended, done}) {
    super(root, app);
    this.#ended = ended;
    this.#done = done;
    document.title = 'Log in · Job Event Gateway';
    this.drawNow();
    root.querySelector('input').focus();
  }

  template() {
    return html`<form
      class="login"
      data-view="login"
      aria-labelledby="login-title"
      @submit=${(event) => this.#submit(event)}
    >
      <h1 id="login-title">Log in to the console</h1>
      <p class="muted">
        ${
          this.#ended
            ? 'Your session has ended. Log in to continue.'
            : html`Use a token of <code>gateway.console.tokens</code>. The operators of the gateway can give you one.`
        }
      </p>
      <label for="token">Token</label>
      <input
        id="token"
        type="password"
        autocomplete="current-password"
        spellcheck="false"
        autocapitalize="none"
        required
        maxlength="200"
        aria-describedby="login-says"
        aria-invalid=${this.#problem ? 'true' : nothing}
      />
      <div id="login-says" class="says" role="status">${this.#says()}</div>
      <button type="submit" class="primary" ?disabled=${this.#busy}>${this.#busy ? 'Checking…' : 'Log in'}</button>
    </form>`;
  }

  #says() {
    if (this.#busy && this.#waited >= 2) {
      return html`<p class="muted">
        After failed attempts the answer is delayed by up to 30 seconds; ${this.#waited} s so far.
      </p>`;
    }
    return this.#problem ? html`<p class="bad-text">${icon('failed')}${this.#problem}</p>` : nothing;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) {
      return;
    }
    const field = this.root.querySelector('input');
    this.#busy = true;
    this.#problem = undefined;
    this.#waited = 0;
    this.draw();
    this.#count();
    try {
      const session = await send('POST', 'session', {token: field.value.trim()}, this.signal);
      field.value = '';
      this.#done(session);
    } catch (failure) {
      if (failure instanceof Problem) {
        this.#problem =
          failure.status === 401
            ? 'This token is not known. Use a token of the console, not one of the callback URL.'
            : failure.message;
      }
    }
    this.#busy = false;
    this.draw();
    field.select();
  }

  /* Counts the seconds until the answer, which the gateway may delay. */
  async #count() {
    try {
      while (this.#busy) {
        await sleep(1000, this.signal);
        this.#waited++;
        this.draw();
      }
    } catch {
      // The view was left.
    }
  }
}
