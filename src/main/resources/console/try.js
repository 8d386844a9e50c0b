// Try: checks a pasted or dropped callback. Nothing is published.
import {html, nothing} from './lib/lit-html.js';
import {sendBytes} from './api.js';
import {bodyElement, toFault} from './body.js';
import {bytes, count} from './figures.js';
import {icon} from './icons.js';
import {eventList, faultList} from './outcome.js';
import {announce, visible} from './text.js';
import {View, empty, notice} from './view.js';

const LARGEST = 16_000_000;
const ENCODER = new TextEncoder();

/* Kept when the view is left. */
const memory = {text: '', file: undefined, source: 'default', contentType: '', result: undefined};

export class TryView extends View {
  #busy = false;
  #problem;
  #element;
  #dragging = false;

  go() {
    if (memory.result) {
      this.#mark();
    }
    this.drawNow();
  }

  template() {
    const {file} = memory;
    return html`<div class="try" data-view="try">
      <form
        class="try-form ${this.#dragging ? 'dragging' : ''}"
        aria-labelledby="try-title"
        @submit=${(event) => this.#run(event)}
        @dragover=${(event) => this.#drag(event, true)}
        @dragleave=${(event) => this.#drag(event, false)}
        @drop=${(event) => this.#drop(event)}
      >
        <div class="title-row">
          <h1 id="try-title">Try</h1>
          <p class="status calm">Nothing is published.</p>
        </div>
        <label for="try-body">Callback</label>
        ${
          file
            ? html`<div class="file" data-part="file">
                ${icon('file')}<span class="clip"><b>${visible(file.name)}</b> ${bytes(file.bytes.byteLength)}</span>
                <button type="button" class="icon-button" aria-label="Remove the file" @click=${() => this.#remove()}>
                  ${icon('close')}
                </button>
              </div>`
            : html`<textarea
                id="try-body"
                data-search
                spellcheck="false"
                autocomplete="off"
                placeholder="Paste the XML or JSON of a callback, or drop a file here"
                .value=${memory.text}
                @input=${(event) => (memory.text = event.target.value)}
                @keydown=${(event) => this.#key(event)}
              ></textarea>`
        }
        <div class="try-row">
          <div>
            <label for="try-source">Source</label
            ><select id="try-source" @change=${(event) => (memory.source = event.target.value)}>
              ${this.#sources.map(
                (source) =>
                  html`<option value=${source} ?selected=${source === this.#source}>${visible(source)}</option>`,
              )}
            </select>
          </div>
          <div class="grow">
            <label for="try-type">Content type <span class="muted">optional</span></label
            ><input
              id="try-type"
              type="text"
              list="try-types"
              autocomplete="off"
              spellcheck="false"
              .value=${memory.contentType}
              @input=${(event) => (memory.contentType = event.target.value)}
            />
            <datalist id="try-types">
              <option value="application/xml"></option>
              <option value="application/json"></option>
              <option value="text/xml; charset=gbk"></option>
            </datalist>
          </div>
        </div>
        <div class="actions">
          <button type="submit" class="primary" ?disabled=${this.#busy}>${this.#busy ? 'Checking…' : 'Check'}</button>
          <label class="button" for="try-file">${icon('file')}Choose a file</label
          ><input id="try-file" class="unseen" type="file" @change=${(event) => this.#take(event.target.files[0])} />
          <span class="muted hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> checks</span>
        </div>
      </form>
      <section class="try-result" aria-labelledby="result-title">
        <h2 id="result-title" tabindex="-1" class=${memory.result ? '' : 'unseen'}>Result</h2>
        ${
          this.#problem
            ? notice(this.#problem, () => this.#run())
            : memory.result
              ? this.#result(memory.result)
              : empty(
                  'No callback checked yet',
                  'Paste one, choose its source, and check it. The result is the topic, the key, the headers and the event, or the place of the fault.',
                )
        }
      </section>
    </div>`;
  }

  get #sources() {
    return this.app.state.sources.length > 0 ? this.app.state.sources : ['default'];
  }

  /* The chosen source, if the gateway has it; else the first one. */
  get #source() {
    return this.#sources.includes(memory.source) ? memory.source : this.#sources[0];
  }

  #result({outcome, events, faults}) {
    const [tone, shape, sentence] = {
      published: ['good', 'success', `It would be published as ${count(events.length, 'event')}.`],
      probe: ['calm', 'other', 'It is a test request of the sender: answered with 200, and not published.'],
      rejected: ['bad', 'rejected', 'It would be rejected, and kept in quarantine.'],
      mixed: [
        'warn',
        'warning',
        `${count(events.length, 'event')} would be published, and the whole body kept in quarantine.`,
      ],
    }[outcome] ?? ['calm', 'other', ''];
    return html`<p class="verdict ${tone}" data-outcome=${outcome}>${icon(shape)}${sentence}</p>
      ${faultList(faults)}
      ${
        this.#element
          ? html`<section>
              <h3>Your callback</h3>
              ${this.#element}
            </section>`
          : nothing
      }
      ${
        events.length > 0
          ? html`<section>
              <h3>${events.length > 1 ? 'Events' : 'Event'}</h3>
              ${eventList(events)}
            </section>`
          : nothing
      }`;
  }

  #key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      this.#run(event);
    }
  }

  async #run(event) {
    event?.preventDefault();
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.#problem = undefined;
    this.draw();
    const body = memory.file?.bytes ?? ENCODER.encode(memory.text);
    const query = new URLSearchParams({source: this.#source});
    if (memory.contentType.trim() !== '') {
      query.set('contentType', memory.contentType.trim());
    }
    try {
      memory.result = await sendBytes(`check?${query}`, body, this.signal);
      this.#mark();
      announce(`Checked: ${memory.result.outcome}.`);
    } catch (problem) {
      this.#problem = problem;
    }
    this.#busy = false;
    if (!this.signal.aborted) {
      this.drawNow();
      if (this.#element) {
        toFault(this.#element);
      }
    }
  }

  /* Draws the checked callback with its faults. */
  #mark() {
    const faults = (memory.result.faults ?? []).filter((fault) => fault.place);
    const text = memory.file ? new TextDecoder().decode(memory.file.bytes) : memory.text;
    this.#element = faults.length > 0 ? bodyElement(text, faults) : undefined;
  }

  #drag(event, over) {
    event.preventDefault();
    this.#dragging = over;
    this.draw();
  }

  #drop(event) {
    this.#drag(event, false);
    this.#take(event.dataTransfer.files[0]);
  }

  /* Reads a file as bytes, since the check includes its encoding. */
  async #take(file) {
    if (file === undefined) {
      return;
    }
    if (file.size > LARGEST) {
      this.#problem = {message: `The file has ${bytes(file.size)}. A callback is never larger than a few MB.`};
    } else {
      memory.file = {name: file.name, bytes: await file.arrayBuffer()};
      this.#problem = undefined;
    }
    this.draw();
  }

  #remove() {
    memory.file = undefined;
    this.draw();
  }
}
