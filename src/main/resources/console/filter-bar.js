// The common parts of the filter bars of Live and Quarantine.
import {html, nothing} from './lib/lit-html.js';
import {fromField, toField, ZONE} from './figures.js';
import {icon} from './icons.js';

/** The bar: a field for text, the menus, and a button that clears all filters. */
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
 * A form for a range of time in a menu. Closes the menu on submit. `begin` and `end` are pairs of a name in the address and a label;
 * `above` stands before the fields.
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
