// The header and the rows of Live's table.
import {html, nothing} from './lib/lit-html.js';
import {time} from './figures.js';
import {icon} from './icons.js';
import {recordAt} from './route.js';
import {plain, visible} from './text.js';
import {badge, topicOf, warningSentence} from './words.js';

export function recordHead() {
  return html`<thead role="rowgroup">
    <tr role="row">
      <th role="columnheader" scope="col" class="c-time">Time</th>
      <th role="columnheader" scope="col" class="c-state">State</th>
      <th role="columnheader" scope="col" class="c-what">Tag or reason</th>
      <th role="columnheader" scope="col" class="c-source">Source</th>
      <th role="columnheader" scope="col" class="c-subject">Subject</th>
      <th role="columnheader" scope="col" class="c-note">Notes</th>
      <th role="columnheader" scope="col" class="c-topic">Topic</th>
    </tr>
  </thead>`;
}

function notes(row) {
  const warnings = row.warnings ?? [];
  const said = row.detail ?? row.label;
  return html`${said === undefined ? nothing : html`<span class="detail" title=${plain(said)}>${visible(said)}</span>`}${warnings.map(
    (warning) =>
      html`<span class="warning" title=${warningSentence(warning)}>${icon('warning')}${visible(warning)}</span>`,
  )}`;
}

/** The cells of a record; its subject is the link that opens it. */
export function recordCells(row) {
  const subject = row.subject ?? row.id ?? `${row.partition}/${row.offset}`;
  return html`<td role="cell" class="c-time">${time(row.time)}</td>
    <td role="cell" class="c-state">${badge(row)}</td>
    <td role="cell" class="c-what"><span class="clip" title=${plain(topicOf(row))}>${visible(topicOf(row))}</span></td>
    <td role="cell" class="c-source"><span class="clip">${visible(row.source ?? '')}</span></td>
    <td role="cell" class="c-subject">
      <a class="clip mono" href=${recordAt(row)} title=${plain(row.id ?? subject)}>${visible(subject)}</a>
    </td>
    <td role="cell" class="c-note"><span class="clip">${notes(row)}</span></td>
    <td role="cell" class="c-topic">
      <span class="clip mono" title=${plain(row.topic)}>${visible(row.topic)}</span>
    </td>`;
}
