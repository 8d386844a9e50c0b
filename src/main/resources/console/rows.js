// The rows of a table. Each row is drawn once and keeps its element, so that it keeps focus and selection when rows are inserted above.
import {render} from './lib/lit-html.js';

export class Rows {
  #body;
  #key;
  #draw;
  #elements = new Map();

  /** `body` is a tbody for these rows alone; `key` returns an item's identity; `draw` returns its cells. */
  constructor(body, key, draw) {
    this.#body = body;
    this.#key = key;
    this.#draw = draw;
  }

  /** Shows exactly these items, in this order. */
  show(items, selected = '') {
    const gone = new Set(this.#elements.keys());
    let next = this.#body.firstElementChild;
    for (const item of items) {
      const key = this.#key(item);
      gone.delete(key);
      let element = this.#elements.get(key);
      if (element === undefined) {
        element = this.#create(key, item);
      }
      if (element === next) {
        next = next.nextElementSibling;
      } else {
        this.#body.insertBefore(element, next);
      }
      this.#mark(element, key === selected);
    }
    for (const key of gone) {
      this.#elements.get(key).remove();
      this.#elements.delete(key);
    }
  }

  #create(key, item) {
    const element = document.createElement('tr');
    element.setAttribute('role', 'row');
    element.dataset.place = key;
    render(this.#draw(item), element);
    this.#elements.set(key, element);
    return element;
  }

  #mark(element, selected) {
    if (element.classList.contains('selected') !== selected) {
      element.classList.toggle('selected', selected);
      const link = element.querySelector('a');
      if (selected) {
        link?.setAttribute('aria-current', 'true');
      } else {
        link?.removeAttribute('aria-current');
      }
    }
  }
}

/** Moves the focus to another row's link, and returns that link. */
export function moveFocus(body, step) {
  const links = [...body.querySelectorAll('tr a')];
  if (links.length === 0) {
    return undefined;
  }
  let at = links.indexOf(document.activeElement);
  if (at < 0) {
    at = links.findIndex((link) => link.getAttribute('aria-current') === 'true');
  }
  const link = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))];
  link.focus();
  link.closest('tr').scrollIntoView({block: 'nearest'});
  return link;
}
