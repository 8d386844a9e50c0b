// The cards of State for Kafka, the spool, topics, tokens and pods.
import {html, nothing} from './lib/lit-html.js';
import {ago, bytes, count, number, rate, time} from './figures.js';
import {icon} from './icons.js';
import {visible} from './text.js';

export function card(title, content, name) {
  return html`<section class="card" data-card=${name} aria-labelledby="card-${name}">
    <h2 id="card-${name}">${title}</h2>
    ${content}
  </section>`;
}

export function fact(name, value) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

export function says(tone, shape, word) {
  return html`<span class="badge ${tone}">${icon(shape)}<span>${word}</span></span>`;
}

const KAFKA = {
  answering: ['good', 'success', 'Answering'],
  starting: ['calm', 'going', 'Starting'],
  refusing: ['bad', 'failed', 'Refusing'],
  away: ['bad', 'failed', 'Away'],
};

export function kafka({kafka: {state, why, circuit}}) {
  return card(
    'Kafka',
    html`<dl class="facts">
        ${fact('Brokers', says(...(KAFKA[state] ?? ['calm', 'other', visible(state)])))}
        ${why ? fact('Why', visible(why)) : nothing}
        ${fact('Circuit', circuit === 'open' ? says('warn', 'warning', 'Open') : says('good', 'success', 'Closed'))}
      </dl>
      ${circuit === 'open' ? html`<p class="muted">Callbacks are spooled at once, and published when Kafka answers again.</p>` : nothing}`,
    'kafka',
  );
}

export function spool(view, {spool: data, now}) {
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
      <dl class="facts">
        ${fact('Used', shown)} ${fact('Waiting', count(data.records, 'record'))}
        ${data.oldest ? fact('Oldest', html`${ago(data.oldest, new Date(now).getTime())} <span class="muted">${time(data.oldest)}</span>`) : nothing}
        ${fact('Disk', data.writable ? says('good', 'success', 'Writable') : says('bad', 'failed', 'Not writable'))}
        ${data.damaged ? fact('Damaged', says('bad', 'warning', number(data.damaged))) : nothing}
      </dl>
      ${data.aside?.records > 0 ? aside(view, data.aside) : nothing}`,
    'spool',
  );
}

function aside(view, {records, reasons}) {
  return html`<div class="aside-box">
    <h3>${count(records, 'record')} set aside</h3>
    <p>Kafka refused these for a reason that a retry does not change. Fix the cause, then retry.</p>
    <dl class="facts">
      ${Object.entries(reasons ?? {}).map(([code, value]) => fact(visible(code), html`<span class="num">${number(value)}</span>`))}
    </dl>
    <button type="button" data-action="retry" @click=${() => view.retry()}>${icon('replay')}Retry</button
    >${view.retried ? html`<p class="muted">${view.retried}</p>` : nothing}
  </div>`;
}

const CREATED = {none: 'by others', 'on-demand': 'by the gateway, on demand', startup: 'by the gateway, at start'};

export function topics({topics: {prefix, create, missing = [], weak = []}}) {
  return card(
    'Topics',
    html`<dl class="facts">
        ${fact('Prefix', html`<span class="mono">${visible(prefix)}</span>`)}${fact('Created', CREATED[create] ?? visible(create))}
      </dl>
      ${missing.length === 0 && weak.length === 0 ? html`<p>${says('good', 'success', 'All required topics exist; none is known to be weak.')}</p>` : nothing}
      ${
        missing.length > 0
          ? html`<h3>Missing</h3>
              <ul class="plain">
                ${missing.map((name) => html`<li class="mono">${visible(name)}</li>`)}
              </ul>`
          : nothing
      }
      ${
        weak.length > 0
          ? html`<h3>Weak</h3>
              <table class="counts">
                <thead>
                  <tr>
                    <th scope="col">Topic</th>
                    <th scope="col" class="num">Replicas</th>
                    <th scope="col" class="num">In sync, at least</th>
                  </tr>
                </thead>
                <tbody>
                  ${weak.map(
                    (one) =>
                      html`<tr>
                        <th scope="row" class="mono">${visible(one.topic)}</th>
                        <td class="num">${one.replicas}</td>
                        <td class="num">${one.inSync}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
          : nothing
      }`,
    'topics',
  );
}

export function secrets({secrets: list = [], now}) {
  return card(
    'Tokens of the callback URL',
    list.length === 0
      ? html`<p class="muted">None: callbacks need no token.</p>`
      : html`<table class="counts">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" class="num">Position</th>
              <th scope="col">Last used</th>
            </tr>
          </thead>
          <tbody>
            ${list.map(
              (one) =>
                html`<tr>
                  <th scope="row">${visible(one.source)}</th>
                  <td class="num">${one.position}</td>
                  <td>
                    ${one.lastUsed ? ago(one.lastUsed, new Date(now).getTime()) : html`<span class="muted">not since the start</span>`}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>`,
    'secrets',
  );
}

export function pods(view, state) {
  const list = view.rates.pods();
  if (list.length < 2) {
    return nothing;
  }
  return card(
    'Pods that answered in the last minute',
    html`<table class="counts">
      <thead>
        <tr>
          <th scope="col">Pod</th>
          <th scope="col">Ready</th>
          <th scope="col" class="num">Callbacks per second</th>
          <th scope="col">Last</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({state: one, seen}) =>
            html`<tr>
              <th scope="row" class="mono">
                ${visible(one.pod)}${one.pod === state.pod ? html` <span class="muted">now</span>` : nothing}
              </th>
              <td>${one.ready ? 'yes' : 'no'}</td>
              <td class="num">${view.rates.all(one.pod) === undefined ? '–' : rate(view.rates.all(one.pod))}</td>
              <td>${ago(new Date(seen).toISOString())}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
    'pods',
  );
}
