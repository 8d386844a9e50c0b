// Keyboard shortcuts, and the dialog that lists them. Shortcuts of a single key can be switched off.
import {html, render} from './lib/lit-html.js';
import {icon} from './icons.js';

const KEYS = [
  ['j or \u2193', 'next row'],
  ['k or \u2191', 'previous row'],
  ['Enter', 'open the row'],
  ['Esc', 'close the details or a menu'],
  ['/', 'search'],
  ['p', 'pause or resume Live'],
  ['1 2 3 4', 'Live, Quarantine, Try, State'],
  ['Ctrl+Enter', 'check the callback in Try'],
  ['?', 'this list'],
];
const VIEWS = ['live', 'quarantine', 'try', 'state'];

let single = read();

function read() {
  try {
    return localStorage.getItem('console-keys') !== 'off';
  } catch {
    return true;
  }
}

function toggle(event) {
  single = event.target.checked;
  try {
    localStorage.setItem('console-keys', single ? 'on' : 'off');
  } catch {
    // Without storage the choice lasts until the page is reloaded.
  }
}

/** Shows the list of keys. */
export function showKeys() {
  const dialog = document.getElementById('keys');
  render(
    html`<div class="dialog-head">
        <h2 id="keys-title">Keys</h2>
        <button type="button" class="icon-button" aria-label="Close" @click=${() => dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <dl class="keys">
        ${KEYS.map(
          ([key, what]) =>
            html`<div>
              <dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>
            </div>`,
        )}
      </dl>
      <label class="check"><input type="checkbox" .checked=${single} @change=${toggle} /> Use single keys</label>`,
    dialog,
  );
  dialog.showModal();
}

function typing(target) {
  return target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null;
}

/** Handles key presses. `current` returns the current view. */
export function listen(current) {
  document.addEventListener('keydown', (event) => {
    const view = current();
    if (event.defaultPrevented || event.isComposing || view === undefined || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === 'Escape') {
      escape(view, event);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      press(view, event);
    }
  });
}

/* Closes the open menu, else leaves the field, else closes the details. */
function escape(view, event) {
  const menu = document.querySelector('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  } else if (typing(event.target)) {
    event.target.blur();
  } else {
    view.close?.();
  }
}

function press(view, event) {
  const arrow = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const letter = single ? {j: 1, k: -1}[event.key] : undefined;
  const inMenu = event.target.closest?.('details.menu');
  if ((letter || (arrow && !event.target.closest?.('.panel'))) && view.step && !inMenu) {
    view.step(arrow ?? letter);
  } else if (single && event.key === '/') {
    document.querySelector('[data-search]')?.focus();
  } else if (single && event.key === '?') {
    showKeys();
  } else if (single && event.key === 'p' && view.togglePause) {
    view.togglePause();
  } else if (single && VIEWS[Number(event.key) - 1]) {
    location.hash = `#/${VIEWS[Number(event.key) - 1]}`;
  } else {
    return;
  }
  event.preventDefault();
}
