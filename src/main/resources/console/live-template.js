// The template of Live: filters, table and status.
import {html, nothing} from './lib/lit-html.js';
import {count, number, time} from './figures.js';
import {filterBar, timesForm} from './filter-bar.js';
import {FACETS, facet} from './filters.js';
import {icon} from './icons.js';
import {recordHead} from './record-row.js';
import {visible} from './text.js';
import {meter, notice} from './view.js';

export function liveTemplate(view) {
  return html`<div class="split ${view.route.place ? 'open' : ''}" data-view="live">
    <section class="list" aria-labelledby="live-title">
      <div class="list-head">
        <div class="title-row">
          <h1 id="live-title">Live</h1>
          ${status(view)}<span class="spacer"></span>${controls(view)}
        </div>
        ${filters(view)}
      </div>
      <div class="scroll" tabindex="-1">
        ${view.problem ? notice(view.problem) : nothing}
        ${
          view.feed.thinned() > 0
            ? html`<p class="strip" data-part="thinned">
                ${count(view.feed.thinned(), 'more record', 'more records')} matched in the last 10 s and are not shown.
                Narrow the filters to see them.
              </p>`
            : nothing
        }
        ${
          view.paused && view.feed.missed > 0
            ? html`<button type="button" class="strip wide" data-part="missed" @click=${() => view.togglePause()}>
                ${count(view.feed.missed, 'new record')} since you paused. Show the newest.
              </button>`
            : nothing
        }
        <table class="records" role="table" aria-label="Records" @click=${(event) => view.open(event)}>
          ${recordHead()}
          <tbody role="rowgroup"></tbody>
        </table>
        ${foot(view)}
      </div>
    </section>
    ${view.panel.template()}
  </div>`;
}

function status(view) {
  if (view.isPast) {
    return html`<p class="status calm" data-status="past">${icon('clock')}${range(view.route.filters)}</p>`;
  }
  if (view.paused) {
    return html`<p class="status warn" data-status="paused">${icon('halt')}Paused</p>`;
  }
  const [tone, sentence] = {
    connecting: ['calm', 'Connecting…'],
    following: view.follow.why
      ? ['warn', html`Following. ${visible(view.follow.why)}`]
      : ['good', 'Following all pods'],
    away: ['warn', html`Waiting: ${visible(view.follow.why ?? 'Kafka does not answer.')}`],
    lost: ['warn', html`Reconnecting. ${visible(view.follow.why)}`],
  }[view.follow.status];
  return html`<p class="status ${tone}" data-status=${view.follow.status} role="status">
    <span class="dot"></span><span>${sentence}</span>
  </p>`;
}

function range(filters) {
  const from = filters.get('from');
  const to = filters.get('to');
  return html`<span
    >${from ? html`From ${time(from)} ` : 'Up to '}${to ? html`${from ? 'to ' : ''}${time(to)}` : nothing}</span
  >`;
}

function controls(view) {
  return html`<div class="actions">
    ${
      view.isPast
        ? html`<button type="button" class="primary" @click=${() => view.between()}>${icon('play')}Back to now</button>`
        : html`<button
              type="button"
              class=${view.paused ? 'primary' : ''}
              data-action="pause"
              @click=${() => view.togglePause()}
            >
              ${view.paused ? html`${icon('play')}Resume` : html`${icon('halt')}Pause`}
            </button>
            <button type="button" @click=${() => view.clear()}>Clear</button>`
    }
  </div>`;
}

function filters(view) {
  const menus = html`${FACETS.map(([name, , label]) => {
    const values = view.chosen(name);
    return facet({
      name,
      label,
      values,
      options: view.options.of(name, view.app.state, values),
      change: (next) => view.choose(name, next),
    });
  })}
  ${timeMenu(view)}`;
  return filterBar(view, 'Text in ids, headers or events', 'Text in ids, headers, events', menus);
}

const SPANS = [
  [15, 'Last 15 minutes'],
  [60, 'Last hour'],
  [1440, 'Last 24 hours'],
];

function timeMenu(view) {
  const spans = SPANS.map(
    ([minutes, label]) =>
      html`<button
        type="button"
        class="link"
        @click=${(event) => {
          event.target.closest('details').open = false;
          view.between(new Date(Date.now() - minutes * 60_000).toISOString());
        }}
      >
        ${label}
      </button>`,
  );
  return html`<details class="menu facet ${view.isPast ? 'on' : ''}" data-facet="time">
    <summary aria-label="Time: search in the past">${icon('clock')}<span>Time</span>${icon('down')}</summary>
    ${timesForm(view, {begin: ['from', 'From'], end: ['to', 'To'], action: 'Search', above: spans})}
  </details>`;
}

/* Below the rows: the progress of the search, its error, a button for older records, or help if there are no rows. */
function foot(view) {
  const {search, feed} = view;
  if (search.running) {
    return html`<div class="list-foot" data-part="searching">
      ${meter('Search', search.read, search.of)}
      <p>
        ${
          search.read === 0
            ? 'Searching…'
            : html`${number(search.read)}${search.of > 0 ? ` of ${number(search.of)}` : ''} records
              read${search.back ? html`, back to ${time(search.back)}` : nothing}`
        }
      </p>
      <button type="button" @click=${() => search.cancel()}>${icon('stop')}Stop</button>
    </div>`;
  }
  if (search.problem) {
    return html`<div class="list-foot">
      ${notice(search.problem, () => (feed.rows.length > 0 ? view.older() : view.reload()))}
    </div>`;
  }
  const more = search.complete
    ? html`<p class="muted">
        ${view.route.filters.has('from') ? 'No older records in this time were found.' : 'No older records were found.'}
      </p>`
    : html`<button type="button" data-action="older" @click=${() => view.older()}>Older</button>${
          search.back ? html`<p class="muted">Searched back to ${time(search.back)}</p>` : nothing
        }`;
  return feed.rows.length > 0 ? html`<div class="list-foot">${more}</div>` : nothingHere(view, more);
}

function nothingHere(view, more) {
  if (view.isCleared) {
    return html`<div class="empty">
      <h2>Cleared</h2>
      <p>New records${view.isFiltered ? ' that match' : ''} will appear here.</p>
      <div class="actions">${more}</div>
    </div>`;
  }
  if (view.isFiltered || view.isPast) {
    return html`<div class="empty">
      <h2>Nothing matches</h2>
      <p>${view.isPast ? 'Try another time, or fewer filters.' : 'New records that match will appear here.'}</p>
      <div class="actions">
        ${view.isFiltered ? html`<button type="button" @click=${() => view.clearFilters()}>Clear filters</button>` : nothing}${more}
      </div>
    </div>`;
  }
  return html`<div class="empty">
    <h2>No records yet</h2>
    <p>When Tencent Cloud CI posts a callback, its event appears here within a second.</p>
    <p>
      Check that the callback URL has the gateway’s address and token, or check a callback under
      <a href="#/try">Try</a>.
    </p>
    <div class="actions">
      ${
        view.app.session?.open
          ? html`<button type="button" class="primary" @click=${() => view.specimen()}>Post a specimen</button>`
          : nothing
      }
    </div>
  </div>`;
}
