// The template of a replay or dismissal: confirmation, progress, result.
import {html, nothing} from './lib/lit-html.js';
import {count, number, time} from './figures.js';
import {icon} from './icons.js';
import {visible} from './text.js';
import {meter, notice} from './view.js';

export function runTemplate(run) {
  return html`<div class="dialog-head">
      <h2 id="run-title" tabindex="-1">${title(run)}</h2>
      ${run.stage === 'running' ? nothing : html`<button type="button" class="icon-button" aria-label="Close" @click=${() => run.close()}>${icon('close')}</button>`}
    </div>
    ${{asked: asked, running, ended}[run.stage](run)}`;
}

function title(run) {
  const what = count(run.count, 'body', 'bodies');
  return {
    asked: run.kind === 'replay' ? `Replay ${what}?` : `Dismiss ${what}?`,
    running: run.kind === 'dismiss' ? 'Dismissing' : run.dryRun ? 'Dry run' : 'Replaying',
    ended: run.problem ? 'Failed' : run.result === undefined || run.result.stopped ? 'Stopped' : 'Done',
  }[run.stage];
}

function scope({place, scope: {reasons, sources, text, since, until}}) {
  const conditions = [
    reasons.length > 0 && html`reason ${visible(reasons.join(', '))}`,
    sources.length > 0 && html`source ${visible(sources.join(', '))}`,
    since && html`received since ${time(since)}`,
    until && html`received until ${time(until)}`,
    text !== '' && html`text “${visible(text)}”`,
  ].filter(Boolean);
  if (place) {
    return nothing;
  }
  return html`<p class="scope">
    <b>Bodies:</b> ${
      conditions.length === 0
        ? 'all open ones'
        : conditions.map((condition, at) => html`${at > 0 ? '; ' : ''}${condition}`)
    }
  </p>`;
}

function rateField(run) {
  return html`<div class="form-row">
    <label for="run-rate">Bodies per second</label>
    <input
      id="run-rate"
      type="number"
      min="1"
      max="10000"
      step="1"
      placeholder="50"
      .value=${run.rate}
      @input=${(event) => (run.rate = event.target.value)}
    />
  </div>`;
}

function asked(run) {
  const start = (event) => {
    event.preventDefault();
    run.start();
  };
  return html`<form @submit=${start}>
    ${scope(run)}
    ${
      run.kind === 'replay'
        ? html`<p>
              Each body is decoded again with this version and its settings. If it is valid, its events are published and
              it is resolved. If it is still at fault, it stays open.
            </p>
            <p>Events that were published before are published again with the same ids.</p>
            ${run.place ? nothing : rateField(run)}
            <label class="check"
              ><input
                type="checkbox"
                .checked=${run.dryRun}
                @change=${(event) => {
                  run.dryRun = event.target.checked;
                  run.draw();
                }}
              />
              Dry run: show the result for each body, and publish nothing</label
            >`
        : html`<p>
              Dismissed bodies are not published and cannot be replayed. They leave this list, and Kafka deletes them
              later.
            </p>
            <p>Download the bodies that you may still need.</p>`
    }
    <div class="dialog-foot">
      <button type="button" @click=${() => run.close()}>Cancel</button>
      <button type="submit" class=${run.kind === 'dismiss' ? 'danger' : 'primary'} data-action="confirm">
        ${run.kind === 'dismiss' ? 'Dismiss' : run.dryRun ? 'Start the dry run' : 'Replay'}
      </button>
    </div>
  </form>`;
}

function running(run) {
  const {phase, done = 0, of = 0} = run.progress ?? {};
  return html`<p role="status">
      ${phase === 'replaying' || run.kind === 'dismiss' ? 'Working' : 'Reading the quarantine'}
    </p>
    ${meter('Progress', done, of)}
    <p class="muted num">${number(done)}${of > 0 ? ` of ${number(of)}` : ''}</p>
    ${judgedList(run)}
    <div class="dialog-foot">
      <button type="button" data-action="stop" @click=${() => run.stop()}>${icon('stop')}Stop</button>
    </div>`;
}

function ended(run) {
  const failures = run.result?.failures ?? [];
  return html`${run.problem ? notice(run.problem) : nothing}
    ${run.result ? tally(run) : run.problem ? nothing : html`<p>The run ends after its current batch. The bodies processed so far stay resolved.</p>`}
    ${
      failures.length > 0
        ? html`<h3>Failures</h3>
            <ul class="faults">
              ${failures.map(
                (failure) =>
                  html`<li>
                    ${icon('failed')}
                    <p>${visible(failure)}</p>
                  </li>`,
              )}
            </ul>`
        : nothing
    }
    ${judgedList(run)}
    <div class="dialog-foot">
      <button type="button" class="primary" data-action="close" @click=${() => run.close()}>Close</button>
    </div>`;
}

function tally({kind, dryRun, result}) {
  const rows =
    kind === 'dismiss'
      ? [['Dismissed', result.dismissed]]
      : [
          [dryRun ? 'Would be replayed' : 'Replayed', result.tally.replayed],
          ['Still at fault', result.tally.atFault],
          ['Skipped', result.tally.skipped],
        ];
  return html`<table class="tally">
    <tbody>
      ${rows.map(
        ([label, value]) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td class="num">${number(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function judgedList({judged, judgedMore}) {
  if (judged.length === 0) {
    return nothing;
  }
  return html`<h3>Results by body</h3>
    <div class="judged" tabindex="0" role="group" aria-label="Results by body">
      <ul>
        ${judged.map(
          (one) =>
            html`<li>
              <span class="num muted">${one.partition}/${one.offset}</span>
              <span>${one.verdict === 'sound' ? 'sound' : visible(one.reason ?? one.verdict)}</span>
              ${
                one.events?.length > 0
                  ? html`<details>
                      <summary>${count(one.events.length, 'event')}</summary>
                      <ul class="events">
                        ${one.events.map(
                          ({id, topic}) =>
                            html`<li><span class="mono">${visible(topic)}</span> <span class="mono">${visible(id)}</span></li>`,
                        )}
                      </ul>
                    </details>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${judgedMore > 0 ? html`<p class="muted">And ${count(judgedMore, 'body', 'bodies')} more.</p>` : nothing}
    </div>`;
}
