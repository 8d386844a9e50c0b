// The result of decoding a callback: its events with topic, key and headers, and its faults.
import {html, nothing} from './lib/lit-html.js';
import {headerTable} from './header-table.js';
import {icon} from './icons.js';
import {jsonElement} from './json.js';
import {copyButton, visible} from './text.js';
import {reasonSentence} from './words.js';

const elements = new WeakMap();

/* Creates the elements of an event once. */
function elementOf(event) {
  if (!elements.has(event)) {
    elements.set(event, jsonElement(textOf(event)));
  }
  return elements.get(event);
}

function textOf({event}) {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

/** The events as records. */
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
        ${event.cut ? html`<p class="muted">Left out, since the events before it reach the limit of 1 MiB.</p>` : elementOf(event)}
      </details>`,
  );
}

/** The faults with part and place. */
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
