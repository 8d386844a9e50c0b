// The details of a quarantined body: the fault and its place, the result of decoding it now, and the actions.
import {html, nothing} from './lib/lit-html.js';
import {get} from './api.js';
import {bodyElement, toFault} from './body.js';
import {bytes, time} from './figures.js';
import {icon} from './icons.js';
import {eventList, faultList} from './outcome.js';
import {placeKey} from './route.js';
import {copyButton, visible} from './text.js';
import {notice} from './view.js';
import {reasonSentence} from './words.js';

export class BodyPanel {
  #view;
  #key = '';
  #place;
  #body;
  #element;
  #problem;
  #stop = new AbortController();

  constructor(view) {
    this.#view = view;
    view.signal.addEventListener('abort', () => this.#stop.abort(view.signal.reason));
  }

  show(place) {
    if (placeKey(place) !== this.#key) {
      this.#key = placeKey(place);
      this.#place = place;
      this.#body = undefined;
      this.reload();
    }
  }

  focus(byKey) {
    if (byKey || matchMedia('(max-width: 899px)').matches) {
      this.#view.root.querySelector('.panel h2')?.focus();
    }
  }

  /** Loads the body again. */
  async reload() {
    this.#stop.abort(new DOMException('Another body', 'AbortError'));
    if (this.#place === undefined) {
      return;
    }
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    this.#problem = undefined;
    try {
      const body = await get(`quarantine/${this.#path()}`, signal);
      const isNew = this.#body === undefined;
      this.#body = body;
      this.#element = bodyElement(body.body ?? '', faultsOf(body), body.bodyStart);
      this.#view.drawNow();
      if (isNew) {
        toFault(this.#element);
      }
    } catch (problem) {
      if (!signal.aborted) {
        this.#problem = problem;
        this.#view.draw();
      }
    }
  }

  #path() {
    return `${this.#place.partition}/${this.#place.offset}`;
  }

  template() {
    if (this.#place === undefined) {
      return nothing;
    }
    const body = this.#body;
    return html`<aside class="panel" aria-labelledby="panel-title" data-panel="body" data-place=${this.#key}>
      <div class="panel-head">
        <h2 id="panel-title" tabindex="-1">${body ? visible(body.reason ?? 'Body') : 'Body'}</h2>
        <button type="button" class="icon-button" aria-label="Close the details" @click=${() => this.#view.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="panel-body">
        ${
          this.#problem
            ? notice(this.#problem, () => this.reload())
            : body
              ? this.#details(body)
              : html`<p class="muted">Loading…</p>`
        }
      </div>
    </aside>`;
  }

  #details(body) {
    const place = {partition: Number(this.#place.partition), offset: Number(this.#place.offset)};
    return html`<p class="fault-sentence">${body.detail ? visible(body.detail) : reasonSentence(body.reason)}</p>
      ${body.open === false ? html`<p class="strip">This body is resolved: it was replayed or dismissed.</p>` : nothing}
      <div class="actions">
        <button
          type="button"
          class="primary"
          data-action="replay"
          ?disabled=${body.open === false}
          @click=${() => this.#view.run.ask('replay', place)}
        >
          ${icon('replay')}Replay
        </button>
        <button
          type="button"
          data-action="dismiss"
          ?disabled=${body.open === false}
          @click=${() => this.#view.run.ask('dismiss', place)}
        >
          ${icon('trash')}Dismiss
        </button>
        <a class="button" href="console/api/quarantine/${this.#path()}/body" download>${icon('download')}Download</a>
      </div>
      <section>
        <div class="section-head">
          <h3>Body</h3>
          <span class="spacer"></span>${
            body.place
              ? html`<button type="button" class="quiet" @click=${() => toFault(this.#element)}>
                  Line ${body.place.line}
                </button>`
              : nothing
          }${copyButton(body.body, 'the body', 'Copy')}
        </div>
        ${body.cut ? html`<p class="strip">Truncated; the whole has ${bytes(body.bytes)}. Download it to see the rest.</p>` : nothing}
        ${body.body ? this.#element : html`<p class="muted">The body is empty.</p>`}
      </section>
      ${now(body)}
      <section>
        <h3>Facts</h3>
        <dl class="facts">
          <div>
            <dt>Received</dt>
            <dd>${time(body.time)}<span class="muted mono">${visible(body.time)}</span></dd>
          </div>
          <div>
            <dt>Source</dt>
            <dd>${visible(body.source ?? '')}</dd>
          </div>
          ${
            body.contentType
              ? html`<div>
                  <dt>Content type</dt>
                  <dd class="mono">${visible(body.contentType)}</dd>
                </div>`
              : nothing
          }
          <div>
            <dt>Size</dt>
            <dd>${bytes(body.bytes ?? 0)}</dd>
          </div>
          <div>
            <dt>Key</dt>
            <dd><span class="mono">${visible(body.key ?? '')}</span>${copyButton(body.key, 'key')}</dd>
          </div>
          <div>
            <dt>Place</dt>
            <dd>
              <span>partition <b class="num">${place.partition}</b>, offset <b class="num">${place.offset}</b></span>
            </dd>
          </div>
        </dl>
      </section>`;
  }
}

/* The faults that have a place in the body; if this version finds none, the fault of the rejection. */
function faultsOf(body) {
  const placed = (body.now?.faults ?? []).filter((fault) => fault.place);
  return placed.length > 0 ? placed : body.place ? [{reason: body.reason, detail: body.detail, place: body.place}] : [];
}

const VERDICTS = {
  sound: ['good', 'success', 'With this version it would become:'],
  'at-fault': ['bad', 'rejected', 'This version rejects it too. A replay would leave it open.'],
  probe: ['calm', 'other', 'This version recognizes it as a test request of the sender. A replay publishes nothing.'],
  'unknown-source': ['warn', 'warning', 'Its source is no longer configured, so it cannot be replayed.'],
};

function now(body) {
  const [tone, shape, sentence] = VERDICTS[body.now?.verdict] ?? VERDICTS['at-fault'];
  return html`<section data-part="now">
    <h3>Now</h3>
    <p class="verdict ${tone}">${icon(shape)}${sentence}</p>
    ${eventList(body.now?.events)}${faultList(body.now?.faults)}
  </section>`;
}
