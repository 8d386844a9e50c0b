// The parts that the filter bars of Live and of Quarantine have in common.
import {html, nothing} from './lib/lit-html.js';
import {fromField, toField, ZONE} from './figures.js';
import {icon} from './icons.js';

/** The bar: free text first, then what else there is, and a way to drop it all. */
export function filterBar(view, label, placeholder, menus) {
  return html`<div class="filters" role="search" aria-label="Filters">
    <div class="field search">
      ${icon('search')}<input
        type="search"
        data-search
        maxlength="256"
        aria-label=${label}
        placeholder=${placeholder}
        .value=${view.text}
        @input=${(event) => view.type(event.target.value)}
      />
    </div>
    ${menus}
    ${view.isFiltered ? html`<button type="button" class="link" @click=${() => view.clearFilters()}>Clear filters</button>` : nothing}
  </div>`;
}

/**
 * The form of a span of time within a menu, which it closes. `begin` and `end` are names in the address, each with its label; `above` is
 * drawn before the fields.
 */
export function timesForm(view, {begin, end, action, above = nothing}) {
  const {filters} = view.route;
  const submit = (event) => {
    event.preventDefault();
    const {elements} = event.target;
    event.target.closest('details').open = false;
    view.between(fromField(elements[begin[0]].value), fromField(elements[end[0]].value));
  };
  return html`<form class="menu-body times" @submit=${submit}>
    ${above}
    ${[begin, end].map(
      ([name, label]) =>
        html`<label
          >${label} <input type="datetime-local" name=${name} step="1" .value=${toField(filters.get(name))}
        /></label>`,
    )}
    <p class="muted">Times are ${ZONE}.</p>
    <button type="submit" class="primary">${action}</button>
  </form>`;
}
