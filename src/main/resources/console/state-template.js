// How State is drawn: what comes, where it goes, what waits.
import {html, nothing, svg} from './lib/lit-html.js';
import {ago, bytes, count, duration, number, rate, time} from './figures.js';
import {icon} from './icons.js';
import {visible} from './text.js';
import {notice} from './view.js';

export function stateTemplate(view) {
  const {state} = view;
  return html`<div class="state" data-view="state">
    <div class="title-row"><h1>State</h1>${
      state ? html`<p class="status calm">Answered by <b class="mono">${visible(state.pod)}</b></p>` : nothing
    }<span class="spacer"></span><nav class="documents" aria-label="Documents">${documents()}</nav></div>
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

function card(title, content, name) {
  return html`<section class="card" data-card=${name} aria-labelledby="card-${name}"><h2 id="card-${name}">${title}</h2>${content}</section>`;
}

function fact(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function says(tone, shape, word) {
  return html`<span class="badge ${tone}">${icon(shape)}<span>${word}</span></span>`;
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
    ${fact('Ready', ready)}
    ${fact('Up', duration(new Date(state.now) - new Date(state.started)))}
    ${fact('Since', time(state.started))}
    ${fact('Version', visible(state.version))}
    ${fact('Java', visible(state.java))}
    ${fact(
      'Viewers',
      html`<span class="num">${number(state.console?.viewers)}</span> <span class="muted">following,</span> <span class="num">${number(
        state.console?.searches,
      )}</span> <span class="muted">searching</span>`,
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
    html`<div class="headline"><p><b class="num">${all === undefined ? '–' : rate(all)}</b> a second</p>${spark(view.rates.history(state.pod))}</div>
    <table class="counts"><thead><tr><th scope="col">Outcome</th><th scope="col" class="num">Since the start</th><th scope="col" class="num">A second</th></tr></thead>
    <tbody>${rows.map(
      ([name, value, perSecond]) =>
        html`<tr><th scope="row">${visible(name)}</th><td class="num">${number(value)}</td><td class="num">${perSecond === undefined ? '–' : rate(perSecond)}</td></tr>`,
    )}</tbody></table>
    <dl class="facts">${fact('In flight', html`<span class="num">${number(state.counts.inFlight)}</span> <span class="muted">${bytes(state.counts.inFlightBytes ?? 0)}</span>`)}
    ${fact('Connections', html`<span class="num">${number(state.counts.connections)}</span>`)}
    ${fact('Acknowledged', html`<span class="num">${number(state.counts.acknowledged)}</span> <span class="muted">records by Kafka</span>`)}</dl>`,
    'callbacks',
  );
}

/* Callbacks a second over the last two minutes. */
function spark(history) {
  if (history.length < 5) {
    return nothing;
  }
  const top = Math.max(...history, 1);
  const points = history
    .map((value, at) => `${((at + 60 - history.length) * 2).toFixed(0)},${(30 - (value / top) * 28).toFixed(1)}`)
    .join(' ');
  return html`<svg class="spark" viewBox="0 0 118 32" preserveAspectRatio="none" role="img" aria-label="Callbacks a second in the last two minutes, at most ${rate(top)}">${svg`<polyline points=${points}/>`}</svg>`;
}

const KAFKA = {
  answering: ['good', 'success', 'Answering'],
  starting: ['calm', 'going', 'Starting'],
  refusing: ['bad', 'failed', 'Refusing'],
  away: ['bad', 'failed', 'Away'],
};

function kafka({kafka: {state, why, circuit}}) {
  return card(
    'Kafka',
    html`<dl class="facts">
    ${fact('Brokers', says(...(KAFKA[state] ?? ['calm', 'other', visible(state)])))}
    ${why ? fact('Why', visible(why)) : nothing}
    ${fact('Circuit', circuit === 'open' ? says('warn', 'warning', 'Open') : says('good', 'success', 'Closed'))}
  </dl>${circuit === 'open' ? html`<p class="muted">Callbacks go to the spool at once, and to Kafka when it answers again.</p>` : nothing}`,
    'kafka',
  );
}

function spool(view, {spool: data, now}) {
  if (!data?.enabled) {
    return card(
      'Spool',
      html`<p class="muted">The spool is off. While Kafka is away, callbacks are answered with 503.</p>`,
      'spool',
    );
  }
  const share = data.limit > 0 ? data.bytes / data.limit : 0;
  const shown = `${bytes(data.bytes)} of ${bytes(data.limit)}`;
  return card(
    'Spool',
    html`<meter min="0" max="1" low="0.5" high="0.8" optimum="0" value=${share} aria-label="Spool, ${shown}"></meter>
    <dl class="facts">${fact('Used', shown)}
    ${fact('Waiting', count(data.records, 'record'))}
    ${data.oldest ? fact('Oldest', html`${ago(data.oldest, new Date(now).getTime())} <span class="muted">${time(data.oldest)}</span>`) : nothing}
    ${fact('Disk', data.writable ? says('good', 'success', 'Writable') : says('bad', 'failed', 'Not writable'))}
    ${data.damaged ? fact('Damaged', says('bad', 'warning', number(data.damaged))) : nothing}</dl>
    ${data.aside?.records > 0 ? aside(view, data.aside) : nothing}`,
    'spool',
  );
}

function aside(view, {records, reasons}) {
  return html`<div class="aside-box"><h3>${count(records, 'record')} kept aside</h3><p>Kafka refused these for good. When the cause is gone, they can be tried again.</p>
    <dl class="facts">${Object.entries(reasons ?? {}).map(([code, value]) => fact(visible(code), html`<span class="num">${number(value)}</span>`))}</dl>
    <button type="button" data-action="retry" @click=${() => view.retry()}>${icon('replay')}Try again</button>${view.retried ? html`<p class="muted">${view.retried}</p>` : nothing}</div>`;
}

function topics({topics: {prefix, create, missing = [], weak = []}}) {
  return card(
    'Topics',
    html`<dl class="facts">${fact('Prefix', html`<span class="mono">${visible(prefix)}</span>`)}${fact('Created', visible(create))}</dl>
    ${missing.length === 0 && weak.length === 0 ? html`<p>${says('good', 'success', 'All required topics are there, with enough replicas.')}</p>` : nothing}
    ${missing.length > 0 ? html`<h3>Missing</h3><ul class="plain">${missing.map((name) => html`<li class="mono">${visible(name)}</li>`)}</ul>` : nothing}
    ${
      weak.length > 0
        ? html`<h3>Weak</h3><table class="counts"><thead><tr><th scope="col">Topic</th><th scope="col" class="num">Replicas</th><th scope="col" class="num">In sync, at least</th></tr></thead>
      <tbody>${weak.map((one) => html`<tr><th scope="row" class="mono">${visible(one.topic)}</th><td class="num">${one.replicas}</td><td class="num">${one.inSync}</td></tr>`)}</tbody></table>`
        : nothing
    }`,
    'topics',
  );
}

function secrets({secrets: list = [], now}) {
  return card(
    'Tokens of the callback URL',
    list.length === 0
      ? html`<p class="muted">None: anybody may post.</p>`
      : html`<table class="counts"><thead><tr><th scope="col">Source</th><th scope="col" class="num">Place</th><th scope="col">Last used</th></tr></thead><tbody>${list.map(
          (one) =>
            html`<tr><th scope="row">${visible(one.source)}</th><td class="num">${one.position}</td><td>${one.lastUsed ? ago(one.lastUsed, new Date(now).getTime()) : html`<span class="muted">not since the start</span>`}</td></tr>`,
        )}</tbody></table>`,
    'secrets',
  );
}

function pods(view, state) {
  const list = view.rates.pods();
  if (list.length < 2) {
    return nothing;
  }
  return card(
    'Pods that answered in the last minute',
    html`<table class="counts"><thead><tr><th scope="col">Pod</th><th scope="col">Ready</th><th scope="col" class="num">Callbacks a second</th><th scope="col">Last</th></tr></thead>
    <tbody>${list.map(
      ({
        state: one,
        seen,
      }) => html`<tr><th scope="row" class="mono">${visible(one.pod)}${one.pod === state.pod ? html` <span class="muted">now</span>` : nothing}</th>
      <td>${one.ready ? 'yes' : 'no'}</td><td class="num">${view.rates.all(one.pod) === undefined ? '–' : rate(view.rates.all(one.pod))}</td><td>${ago(new Date(seen).toISOString())}</td></tr>`,
    )}</tbody></table>`,
    'pods',
  );
}
