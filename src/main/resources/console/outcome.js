// What a callback becomes: its events with topic, key and headers, and the faults of its parts.
import {html, nothing} from './lib/lit-html.js';
import {headerTable} from './header-table.js';
import {icon} from './icons.js';
import {jsonElement} from './json.js';
import {copyButton, visible} from './text.js';
import {reasonSentence} from './words.js';

const elements = new WeakMap();

/* Each event is made into elements once, however often it is drawn. */
function elementOf(event) {
  if (!elements.has(event)) {
    elements.set(event, jsonElement(textOf(event)));
  }
  return elements.get(event);
}

function textOf({event}) {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

/** The events, each as it would stand on its topic. */
export function eventList(events) {
  return (events ?? []).map(
    (event, at) =>
      html`<details class="event" ?open=${at < 3} data-part="event">
        <summary>${icon('down')}<span class="mono clip">${visible(event.topic)}</span></summary>
        <dl class="facts">
          <div>
            <dt>Topic</dt>
            <dd><span class="mono">${visible(event.topic)}</span></dd>
          </div>
          <div>
            <dt>Key</dt>
            <dd><span class="mono">${visible(event.key)}</span></dd>
          </div>
        </dl>
        <h4>Headers</h4>
        ${headerTable(Object.entries(event.headers ?? {}))}
        <div class="section-head">
          <h4>Event</h4>
          <span class="spacer"></span>${event.cut ? nothing : copyButton(JSON.stringify(event.event, undefined, 2), 'the JSON', 'Copy')}
        </div>
        ${event.cut ? html`<p class="muted">Left out: the events before it have a MiB already.</p>` : elementOf(event)}
      </details>`,
  );
}

/** The faults, each with its part and its place. */
export function faultList(faults) {
  if ((faults ?? []).length === 0) {
    return nothing;
  }
  return html`<ul class="faults">
    ${faults.map(
      (fault) =>
        html`<li data-part="fault">
          ${icon('rejected')}
          <div>
            <p class="fault-head">
              <b>${visible(fault.reason)}</b>${
                fault.index === undefined ? nothing : html`<span class="muted">part ${fault.index + 1}</span>`
              }${
                fault.place
                  ? html`<span class="muted"
                      >line ${fault.place.line}${fault.place.column ? `, column ${fault.place.column}` : ''}</span
                    >`
                  : nothing
              }
            </p>
            <p>${fault.detail ? visible(fault.detail) : reasonSentence(fault.reason)}</p>
          </div>
        </li>`,
    )}
  </ul>`;
}
