// The details of a record: facts, event, headers, and the other events of its job.
import {html, nothing} from './lib/lit-html.js';
import {get, stream} from './api.js';
import {commandLines} from './command.js';
import {bytes, time} from './figures.js';
import {headerTable} from './header-table.js';
import {icon} from './icons.js';
import {jsonElement, pretty} from './json.js';
import {bodyAt, placeKey, recordAt} from './route.js';
import {copyButton, visible} from './text.js';
import {meter, notice} from './view.js';
import {badge, reasonSentence, topicOf, warningSentence} from './words.js';

const OTHERS = 20;
const SCHEMA = /^\/schemas\/[a-z0-9/-]+$/;

export class RecordPanel {
  #view;
  #key = '';
  #place;
  #record;
  #event;
  #problem;
  #others = {rows: [], state: 'asked'};
  #stop = new AbortController();

  constructor(view) {
    this.#view = view;
    view.signal.addEventListener('abort', () => this.#stop.abort(view.signal.reason));
  }

  /** Shows the record at a place, or none. */
  show(place) {
    if (placeKey(place) === this.#key) {
      return;
    }
    this.#key = placeKey(place);
    this.#place = place;
    this.#load();
  }

  /** Moves the focus to the details, if they were opened by keyboard or cover the list. */
  focus(byKey) {
    if (byKey || matchMedia('(max-width: 899px)').matches) {
      this.#view.root.querySelector('.panel h2')?.focus();
    }
  }

  async #load() {
    this.#stop.abort(new DOMException('Another record', 'AbortError'));
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    this.#record = undefined;
    this.#problem = undefined;
    this.#others = {rows: [], state: 'asked'};
    if (this.#place === undefined) {
      return;
    }
    try {
      const record = await get(`records/${this.#path()}`, signal);
      this.#record = record;
      this.#event = jsonElement(record.value ?? '', record.cut);
      this.#view.draw();
      if (record.subject !== undefined) {
        await this.#loadOthers(record.subject, signal);
      }
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      this.#problem = problem;
    }
    this.#view.draw();
  }

  async #loadOthers(subject, signal) {
    const others = this.#others;
    const take = ({records}) => {
      others.rows.push(...records.filter((row) => placeKey(row) !== this.#key));
      this.#view.draw();
    };
    try {
      const question = {filter: {subject}, limit: OTHERS};
      await stream(
        'search',
        question,
        {records: take, end: ({complete}) => (others.complete = complete)},
        {signal, last: 'end'},
      );
      others.state = 'found';
    } catch (problem) {
      if (signal.aborted) {
        throw problem;
      }
      others.state = 'failed';
      others.problem = problem;
    }
  }

  #path() {
    const {topic, partition, offset} = this.#place;
    return `${encodeURIComponent(topic)}/${partition}/${offset}`;
  }

  template() {
    if (this.#place === undefined) {
      return nothing;
    }
    const record = this.#record;
    return html`<aside class="panel" aria-labelledby="panel-title" data-panel="record" data-place=${this.#key}>
      <div class="panel-head">
        <h2 id="panel-title" tabindex="-1">
          ${record ? html`${badge(record)}<span class="clip">${visible(topicOf(record))}</span>` : 'Record'}
        </h2>
        <button type="button" class="icon-button" aria-label="Close the details" @click=${() => this.#view.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="panel-body">
        ${this.#problem ? notice(this.#problem, () => this.#load()) : record ? this.#details(record) : html`<p class="muted">Loading…</p>`}
      </div>
    </aside>`;
  }

  #details(record) {
    return html`${facts(record)} ${record.kind === 'rejected' ? rejected(record, this.#view) : nothing}
      ${
        (record.warnings ?? []).length > 0
          ? html`<section>
              <h3>Warnings</h3>
              <ul class="warnings">
                ${record.warnings.map(
                  (warning) =>
                    html`<li>
                      ${icon('warning')}<span><b>${visible(warning)}</b> ${warningSentence(warning)}</span>
                    </li>`,
                )}
              </ul>
            </section>`
          : nothing
      }
      <section>
        <div class="section-head">
          <h3>${record.kind === 'rejected' ? 'Body' : 'Event'}</h3>
          <span class="spacer"></span>
          ${copyButton(pretty(record.value ?? '', record.cut), record.kind === 'rejected' ? 'the body' : 'the JSON', 'Copy')}
          <a class="button quiet" href="console/api/records/${this.#path()}/value" download
            >${icon('download')}Download</a
          >
        </div>
        ${record.cut ? html`<p class="strip">Truncated; the whole has ${bytes(record.bytes)}. Download it to see the rest.</p>` : nothing}
        ${record.value ? this.#event : html`<p class="muted">The record has no value.</p>`}
      </section>
      ${headers(record)} ${record.subject === undefined ? nothing : this.#othersList()} ${commandLines(record)}`;
  }

  #othersList() {
    const {rows, state, complete, problem} = this.#others;
    return html`<section data-part="others">
      <h3>Other events of this job</h3>
      ${
        rows.length > 0
          ? html`<ul class="others">
              ${rows.map(
                (row) =>
                  html`<li>
                    <a href=${recordAt(row, this.#view.route.filters)}
                      >${badge(row)}<span class="clip">${visible(topicOf(row))}</span>${time(row.time)}</a
                    >
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${state === 'asked' ? meter('Search for other events', 0, 0) : nothing}
      ${state === 'failed' ? html`<p class="muted">${problem.message}</p>` : nothing}
      ${state === 'found' && rows.length === 0 ? html`<p class="muted">${complete ? 'None.' : 'None among the records that were searched.'}</p>` : nothing}
    </section>`;
  }
}

function facts(record) {
  const fact = (name, value, copied) =>
    value === undefined || value === ''
      ? nothing
      : html`<div>
          <dt>${name}</dt>
          <dd>${value}${copied ? copyButton(copied, name.toLowerCase()) : nothing}</dd>
        </div>`;
  return html`<dl class="facts">
    ${fact('Subject', record.subject && html`<span class="mono">${visible(record.subject)}</span>`, record.subject)}
    ${fact('Id', record.id && html`<span class="mono">${visible(record.id)}</span>`, record.id)}
    ${fact('Time', html`<span class="mono">${visible(record.time)}</span>`, record.time)}
    ${fact('Source', record.source && visible(record.source))} ${fact('Label', record.label && visible(record.label))}
    ${fact('Topic', html`<span class="mono">${visible(record.topic)}</span>`, record.topic)}
    ${fact('Place', html`<span>partition <b class="num">${record.partition}</b>, offset <b class="num">${record.offset}</b></span>`)}
    ${fact('Size', record.bytes === undefined ? undefined : bytes(record.bytes))} ${schema(record)}
  </dl>`;
}

/* A link, if the value is a web address or the gateway's own path of schemas; else text. */
function schema(record) {
  const value = record.headers?.find(({name}) => name === 'ce_dataschema')?.value;
  if (value === undefined) {
    return nothing;
  }
  const safe = /^https?:\/\//.test(value) || SCHEMA.test(value);
  return html`<div>
    <dt>Schema</dt>
    <dd>
      ${
        safe
          ? html`<a href=${value} rel="noopener noreferrer" target="_blank">${visible(value)}</a>`
          : html`<span class="mono">${visible(value)}</span>`
      }
    </dd>
  </div>`;
}

function rejected(record, view) {
  return html`<section class="fault">
    <h3>${visible(record.reason ?? 'Rejected')}</h3>
    <p>${record.detail ? visible(record.detail) : reasonSentence(record.reason)}</p>
    <p><a class="button" href=${bodyAt(record)}>Open in Quarantine</a></p>
  </section>`;
}

function headers(record) {
  return html`<section>
    <h3>Headers</h3>
    ${headerTable((record.headers ?? []).map(({name, value}) => [name, value]))}
    <p class="muted">Key: <span class="mono">${visible(record.key ?? '')}</span></p>
  </section>`;
}
