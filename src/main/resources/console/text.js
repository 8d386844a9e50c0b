// Texts of strangers, made visible: control characters and those that turn the direction of writing are shown as signs, never obeyed.
import {html, nothing} from './lib/lit-html.js';
import {icon} from './icons.js';

/* Controls but for tab and line feed, what has no width, what turns the direction, line separators, tags, and halves of surrogate pairs. */
const HIDDEN = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]' +
    '|[\\u{e0000}-\\u{e007f}]|\\p{Surrogate}',
  'gu',
);

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** The sign of a character that would not be seen: its usual name, else its number. */
export function signOf(character) {
  const code = character.codePointAt(0);
  return CONTROLS[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text as strings and signs in their order: `[{text, hidden}]`. */
export function pieces(text) {
  const found = [];
  let start = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > start) {
      found.push({text: text.slice(start, match.index), hidden: false});
    }
    found.push({text: signOf(match[0]), hidden: true});
    start = match.index + match[0].length;
  }
  if (start < text.length) {
    found.push({text: text.slice(start), hidden: false});
  }
  return found;
}

/** A text to be bound in a template. */
export function visible(text) {
  const string = String(text ?? '');
  if (string.search(HIDDEN) < 0) {
    return string;
  }
  return pieces(string).map((piece) => (piece.hidden ? html`<span class="sign">${piece.text}</span>` : piece.text));
}

/** A text for places that take no elements: attributes, announcements. */
export function plain(text) {
  return pieces(String(text ?? ''))
    .map((piece) => piece.text)
    .join('');
}

/** Adds a text to an element. */
export function appendVisible(element, text) {
  for (const piece of pieces(text)) {
    if (piece.hidden) {
      const sign = document.createElement('span');
      sign.className = 'sign';
      sign.textContent = piece.text;
      element.append(sign);
    } else {
      element.append(piece.text);
    }
  }
}

/** Tells those who listen to the page; the last thing said counts. */
export function announce(sentence) {
  const announcer = document.getElementById('announcer');
  announcer.textContent = announcer.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  button.classList.add('done');
  announce('Copied.');
  setTimeout(() => button.classList.remove('done'), 1500);
}

/* Without TLS a page may not write to the clipboard, but may copy what is selected. */
function copyBySelection(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

/** A button that copies a text as it is. */
export function copyButton(text, what, label) {
  if (text === undefined || text === '') {
    return nothing;
  }
  return html`<button
    type="button"
    class=${label ? 'quiet copy' : 'icon-button copy'}
    aria-label="Copy ${what}"
    title="Copy ${what}"
    @click=${(event) => {
      event.stopPropagation();
      copy(text, event.currentTarget);
    }}
  >
    ${icon('copy')}${icon('check')}${label ? html`<span>${label}</span>` : nothing}
  </button>`;
}
