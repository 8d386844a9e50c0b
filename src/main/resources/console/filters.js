// Filters by values: menus whose choices are part of the address.
import {html, nothing} from './lib/lit-html.js';
import {icon} from './icons.js';
import {plain, visible} from './text.js';
import {KINDS, MODERATIONS, STATES, VERDICTS, word} from './words.js';

const VALUE = /^[\p{L}\p{N}._*-]{1,200}$/u;
const MANY = 9;

/** The filters: name in the address, member in the API, label. */
export const FACETS = [
  ['kind', 'kinds', 'Kind'],
  ['state', 'states', 'State'],
  ['tag', 'tags', 'Tag'],
  ['verdict', 'verdicts', 'Verdict'],
  ['moderation', 'moderations', 'Moderation'],
  ['source', 'sources', 'Source'],
  ['reason', 'reasons', 'Reason'],
  ['warning', 'warnings', 'Warning'],
  ['topic', 'topics', 'Topic'],
];

/** The chosen values of a filter in an address. */
export function chosen(query, name) {
  return [...new Set(query.getAll(name))].filter((value) => VALUE.test(value));
}

/** The filter as the API takes it. */
export function filterOf(query, text) {
  const filter = {};
  for (const [name, member] of FACETS) {
    const values = chosen(query, name);
    if (values.length > 0) {
      filter[member] = values;
    }
  }
  if (text !== '') {
    filter.text = text;
  }
  return filter;
}

/** Whether an address has a filter. */
export function isFiltered(query) {
  return FACETS.some(([name]) => chosen(query, name).length > 0);
}

/** An address with other values of a filter. */
export function withValues(query, name, values) {
  const next = new URLSearchParams(query);
  next.delete(name);
  for (const value of values) {
    next.append(name, value);
  }
  return next;
}

/** An address without filters. */
export function withoutFilters(query) {
  const next = new URLSearchParams(query);
  for (const [name] of FACETS) {
    next.delete(name);
  }
  return next;
}

/** The values to choose from: fixed ones, those from the state of the gateway, and those of loaded records. */
export class Options {
  #seen = new Map(FACETS.map(([name]) => [name, new Set()]));

  see(rows) {
    for (const row of rows) {
      for (const [name, values] of this.#seen) {
        const found = name === 'warning' ? (row.warnings ?? []) : [row[name]];
        for (const value of found) {
          if (values.size < 500 && typeof value === 'string' && VALUE.test(value)) {
            values.add(name === 'tag' ? value.toLowerCase() : value);
          }
        }
      }
    }
  }

  of(name, state, values) {
    const known = {
      kind: KINDS,
      state: STATES,
      verdict: VERDICTS,
      moderation: MODERATIONS,
      tag: [...(state.tags ?? [])].sort(),
      source: state.sources ?? [],
      reason: state.reasons ?? [],
      warning: ['*', ...(state.warnings ?? [])],
    }[name];
    const more = [...this.#seen.get(name), ...values].filter((value) => !known?.includes(value)).sort();
    return [...new Set([...(known ?? []), ...more])];
  }
}

function labelOf(name, value) {
  if (name === 'warning' && value === '*') {
    return 'any warning';
  }
  return name === 'state' || name === 'verdict' || name === 'kind' ? word(value).toLowerCase() : value;
}

/** A menu of values, several of which can be chosen. */
export function facet({name, label, options, values, change}) {
  const summary =
    values.length === 0 ? '' : labelOf(name, values[0]) + (values.length > 1 ? ` +${values.length - 1}` : '');
  return html`<details class="menu facet ${values.length > 0 ? 'on' : ''}" data-facet=${name}>
    <summary aria-label=${`Filter: ${label}${summary === '' ? '' : ` ${plain(summary)}`}`}>
      <span>${label}</span>${summary === '' ? nothing : html` <b>${visible(summary)}</b>`}${icon('down')}
    </summary>
    <div class="menu-body" role="group" aria-label=${label}>
      ${
        options.length > MANY
          ? html`<input
              type="search"
              class="narrow"
              aria-label="Narrow the list"
              placeholder="Narrow"
              @input=${narrow}
            />`
          : nothing
      }
      <div class="options">
        ${
          options.length === 0
            ? html`<p class="muted">None seen yet.</p>`
            : options.map(
                (value) =>
                  html`<label class="option" data-value=${value}
                    ><input
                      type="checkbox"
                      .checked=${values.includes(value)}
                      @change=${(event) => change(event.target.checked ? [...values, value] : values.filter((other) => other !== value))}
                    /><span>${visible(labelOf(name, value))}</span></label
                  >`,
              )
        }
      </div>
      ${values.length > 0 ? html`<button type="button" class="link" @click=${() => change([])}>Clear</button>` : nothing}
    </div>
  </details>`;
}

function narrow(event) {
  const text = event.target.value.trim().toLowerCase();
  for (const option of event.target.parentElement.querySelectorAll('.option')) {
    option.hidden = !option.textContent.toLowerCase().includes(text);
  }
}
