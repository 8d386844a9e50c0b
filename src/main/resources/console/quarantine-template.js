// The template of Quarantine: the groups, the list, and the actions on all matching bodies.
import {html, nothing} from './lib/lit-html.js';
import {bytes, count, number, time} from './figures.js';
import {filterBar, timesForm} from './filter-bar.js';
import {icon} from './icons.js';
import {bodyAt} from './route.js';
import {plain, visible} from './text.js';
import {meter, notice} from './view.js';
import {reasonSentence} from './words.js';

export function quarantineTemplate(view) {
  return html`<div class="split ${view.route.place ? 'open' : ''}" data-view="quarantine">
    <section class="list" aria-labelledby="quarantine-title">
      <div class="list-head">
        <div class="title-row">
          <h1 id="quarantine-title">Quarantine</h1>
          <p class="status calm" role="status">
            ${view.loading || view.problem ? '' : count(view.total, 'open body', 'open bodies')}
          </p>
          <span class="spacer"></span>${bulk(view)}
        </div>
        ${filters(view)} ${groups(view)}
      </div>
      <div class="scroll" tabindex="-1">
        ${view.problem ? notice(view.problem, () => view.load()) : nothing}
        <table
          class="records bodies"
          role="table"
          aria-label="Bodies in quarantine"
          @click=${(event) => view.open(event)}
        >
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col" class="c-time">Time</th>
              <th role="columnheader" scope="col" class="c-reason">Reason</th>
              <th role="columnheader" scope="col" class="c-source">Source</th>
              <th role="columnheader" scope="col" class="c-note">Fault</th>
              <th role="columnheader" scope="col" class="c-type">Content type</th>
              <th role="columnheader" scope="col" class="c-size">Size</th>
            </tr>
          </thead>
          <tbody role="rowgroup"></tbody>
        </table>
        ${foot(view)}
      </div>
    </section>
    ${view.panel.template()} ${view.run.template()}
  </div>`;
}

/** The cells of a body; its reason is the link that opens it. */
export function bodyCells(body) {
  return html`<td role="cell" class="c-time">${time(body.time)}</td>
    <td role="cell" class="c-reason">
      <a class="clip" href=${bodyAt(body)} title=${reasonSentence(body.reason)}>${visible(body.reason)}</a>
    </td>
    <td role="cell" class="c-source"><span class="clip">${visible(body.source ?? '')}</span></td>
    <td role="cell" class="c-note">
      <span class="clip" title=${plain(body.detail)}>${visible(body.detail ?? '')}</span>
    </td>
    <td role="cell" class="c-type"><span class="clip">${visible(body.contentType ?? '')}</span></td>
    <td role="cell" class="c-size num">${bytes(body.bytes ?? 0)}</td>`;
}

function bulk(view) {
  const blocked = view.loading || view.total === 0;
  return html`<div class="actions">
    <button
      type="button"
      data-action="replay-all"
      ?disabled=${blocked}
      @click=${() => view.run.ask('replay')}
    >
      ${icon('replay')}Replay all${view.total > 0 ? html` <b class="num">${number(view.total)}</b>` : nothing}
    </button>
    <button
      type="button"
      data-action="dismiss-all"
      ?disabled=${blocked}
      @click=${() => view.run.ask('dismiss')}
    >
      ${icon('trash')}Dismiss all
    </button>
  </div>`;
}

function filters(view) {
  const {filters: query} = view.route;
  const hasTimes = query.has('since') || query.has('until');
  const times = html`<details class="menu facet ${hasTimes ? 'on' : ''}" data-facet="time">
    <summary>
      ${icon('clock')}<span>Received</span>${
        hasTimes
          ? html`<b
              >${query.has('since') ? html`since ${time(query.get('since'))}` : nothing}
              ${query.has('until') ? html`until ${time(query.get('until'))}` : nothing}</b
            >`
          : nothing
      }${icon('down')}
    </summary>
    ${timesForm(view, {begin: ['since', 'Since'], end: ['until', 'Until'], action: 'Show'})}
  </details>`;
  return filterBar(view, 'Text in keys and faults', 'Text in keys and faults', times);
}

function groups(view) {
  if (view.groups.length === 0) {
    return nothing;
  }
  return html`<ul class="groups" aria-label="Open bodies by reason and source">
    ${view.groups.map(
      (group) =>
        html`<li>
          <button
            type="button"
            class="group"
            aria-pressed=${view.isChosen(group) ? 'true' : 'false'}
            title=${reasonSentence(group.reason)}
            @click=${() => view.chooseGroup(group)}
          >
            <span class="num">${number(group.count)}</span><span>${visible(group.reason)}</span
            ><span class="muted">${visible(group.source)}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

function foot(view) {
  if (view.loading) {
    const {read, of} = view.progress;
    return html`<div class="list-foot" data-part="loading">
      ${meter('Reading the quarantine', read, of)}
      <p>${read > 0 ? `${number(read)}${of > 0 ? ` of ${number(of)}` : ''} records read` : 'Reading…'}</p>
    </div>`;
  }
  if (view.bodies.length > 0) {
    return html`<div class="list-foot">
      ${
        view.more
          ? html`<button type="button" data-action="older" @click=${() => view.load(true)}>Older</button>`
          : html`<p class="muted">No older bodies.</p>`
      }
    </div>`;
  }
  if (view.problem) {
    return nothing;
  }
  return view.isFiltered
    ? html`<div class="empty">
        <h2>Nothing matches</h2>
        <p>No open body matches the filters.</p>
        <div class="actions"><button type="button" @click=${() => view.clearFilters()}>Clear filters</button></div>
      </div>`
    : html`<div class="empty">
        <h2>The quarantine is empty</h2>
        <p>Rejected callbacks are kept here, byte for byte, until you replay or dismiss them.</p>
        <p>To check a callback, paste it under <a href="#/try">Try</a>.</p>
      </div>`;
}
