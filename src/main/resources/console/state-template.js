// The template of State.
import {html, nothing, svg} from './lib/lit-html.js';
import {bytes, duration, number, rate, time} from './figures.js';
import {icon} from './icons.js';
import {visible} from './text.js';
import {notice} from './view.js';
import {card, fact, kafka, pods, says, secrets, spool, topics} from './state-cards.js';

export function stateTemplate(view) {
  const {state} = view;
  return html`<div class="state" data-view="state">
    <div class="title-row">
      <h1>State</h1>
      ${state ? html`<p class="status calm">Answered by <b class="mono">${visible(state.pod)}</b></p>` : nothing}<span
        class="spacer"
      ></span>
      <nav class="documents" aria-label="Documents">${documents()}</nav>
    </div>
    ${view.problem ? notice(view.problem) : nothing}
    ${state ? cards(view, state) : view.problem ? nothing : html`<p class="muted">Loading…</p>`}
  </div>`;
}

function documents() {
  return [
    ['asyncapi', 'AsyncAPI'],
    ['openapi', 'OpenAPI'],
    ['q/health', 'Health'],
    ['q/metrics', 'Metrics'],
  ].map(([href, label]) => html`<a href=${href} target="_blank" rel="noopener">${label}${icon('out')}</a>`);
}

function cards(view, state) {
  return html`<div class="cards">
    ${pod(view, state)}${callbacks(view, state)}${kafka(state)}${spool(view, state)}${topics(state)}${secrets(state)}${pods(view, state)}
  </div>`;
}

function pod(view, state) {
  const ready = state.stopping
    ? says('warn', 'pause', 'Stopping')
    : state.ready
      ? says('good', 'success', 'Ready')
      : says('bad', 'failed', 'Not ready');
  return card(
    'Pod',
    html`<dl class="facts">
      ${fact('Ready', ready)} ${fact('Up', duration(new Date(state.now) - new Date(state.started)))}
      ${fact('Since', time(state.started))} ${fact('Version', visible(state.version))}
      ${fact('Java', visible(state.java))}
      ${fact(
        'Viewers',
        html`<span class="num">${number(state.console?.viewers)}</span> <span class="muted">following,</span>
          <span class="num">${number(state.console?.searches)}</span> <span class="muted">searching</span>`,
      )}
    </dl>`,
    'pod',
  );
}

function callbacks(view, state) {
  const all = view.rates.all(state.pod);
  const rows = [
    ...Object.entries(state.counts.callbacks ?? {}).map(([name, value]) => [
      name,
      value,
      view.rates.of(state.pod, `callbacks.${name}`),
    ]),
    ...Object.entries(state.counts.refused ?? {}).map(([name, value]) => [
      `refused: ${name}`,
      value,
      view.rates.of(state.pod, `refused.${name}`),
    ]),
  ];
  return card(
    'Callbacks',
    html`<div class="headline">
        <p><b class="num">${all === undefined ? '–' : rate(all)}</b> per second</p>
        ${spark(view.rates.history(state.pod))}
      </div>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col" class="num">Since the start</th>
            <th scope="col" class="num">Per second</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, value, perSecond]) =>
              html`<tr>
                <th scope="row">${visible(name)}</th>
                <td class="num">${number(value)}</td>
                <td class="num">${perSecond === undefined ? '–' : rate(perSecond)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <dl class="facts">
        ${fact('In flight', html`<span class="num">${number(state.counts.inFlight)}</span> <span class="muted">${bytes(state.counts.inFlightBytes ?? 0)}</span>`)}
        ${fact('Connections', html`<span class="num">${number(state.counts.connections)}</span>`)}
        ${fact('Acknowledged', html`<span class="num">${number(state.counts.acknowledged)}</span> <span class="muted">records by Kafka</span>`)}
      </dl>`,
    'callbacks',
  );
}

/* A chart of the callbacks per second over the last two minutes. */
function spark(history) {
  if (history.length < 5) {
    return nothing;
  }
  const top = Math.max(...history, 1);
  const points = history
    .map((value, at) => `${((at + 60 - history.length) * 2).toFixed(0)},${(30 - (value / top) * 28).toFixed(1)}`)
    .join(' ');
  return html`<svg
    class="spark"
    viewBox="0 0 118 32"
    preserveAspectRatio="none"
    role="img"
    aria-label="Callbacks per second in the last two minutes, at most ${rate(top)}"
  >
    ${svg`<polyline points=${points}/>`}
  </svg>`;
}
