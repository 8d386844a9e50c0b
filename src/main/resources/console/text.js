// Shows untrusted text: control characters and bidirectional controls are replaced by visible signs.
import {html, nothing} from './lib/lit-html.js';
import {icon} from './icons.js';

/* Controls except tab and line feed, zero-width characters, bidirectional controls, line separators, tags, and unpaired surrogates. */
const HIDDEN = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]' +
    '|[\\u{e0000}-\\u{e007f}]|\\p{Surrogate}',
  'gu',
);

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** The sign of an invisible character: its usual name, else its code point. */
export function signOf(character) {
  const code = character.codePointAt(0);
  return CONTROLS[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Splits a text into strings and signs: `[{text, hidden}]`; `hidden` marks a sign. */
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

/** A text for a template. */
export function visible(text) {
  const string = String(text ?? '');
  if (string.search(HIDDEN) < 0) {
    return string;
  }
  return pieces(string).map((piece) => (piece.hidden ? html`<span class="sign">${piece.text}</span>` : piece.text));
}

/** A text for attributes and announcements, which take no elements. */
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

/** Announces a sentence to screen readers. A repeated sentence is altered, so that it is read again. */
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

/* Without TLS the clipboard API is not available; copying a selection is. */
function copyBySelection(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

/** A button that copies a text unchanged. */
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
