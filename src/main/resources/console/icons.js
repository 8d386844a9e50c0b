// Icons in the colour of their text. They are decorative: text or the name of a button stands beside them.
import {html, svg} from './lib/lit-html.js';

const PATHS = {
  check: svg`<path d="m3.5 8.5 3 3 6-7"/>`,
  success: svg`<circle cx="8" cy="8" r="6"/><path d="m5.4 8.2 1.8 1.8 3.4-3.8"/>`,
  failed: svg`<circle cx="8" cy="8" r="6"/><path d="m6 6 4 4m0-4-4 4"/>`,
  going: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/><circle cx="8" cy="8" r="1.6" fill="currentColor"/>`,
  pause: svg`<circle cx="8" cy="8" r="6"/><path d="M6.6 6v4m2.8-4v4"/>`,
  cancel: svg`<circle cx="8" cy="8" r="6"/><path d="m4 12 8-8"/>`,
  rejected: svg`<path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z"/><path d="M8 5v3.5m0 2v.1"/>`,
  resolved: svg`<path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z"/><path d="m5.5 8.2 1.8 1.8 3.3-3.8"/>`,
  pass: svg`<path d="M8 1.8 13 4v4c0 3-2 5-5 6.2C5 13 3 11 3 8V4z"/><path d="m5.7 8 1.7 1.7 3-3.4"/>`,
  block: svg`<path d="M8 1.8 13 4v4c0 3-2 5-5 6.2C5 13 3 11 3 8V4z"/><path d="m6.2 6.2 3.6 3.6m0-3.6-3.6 3.6"/>`,
  review: svg`<path d="M8 1.8 13 4v4c0 3-2 5-5 6.2C5 13 3 11 3 8V4z"/><path d="M8 5v3.3m0 2v.1"/>`,
  other: svg`<circle cx="8" cy="8" r="6"/><path d="M5.5 8h.1M8 8h.1m2.4 0h.1"/>`,
  warning: svg`<path d="M8 2.2 14.2 13H1.8z"/><path d="M8 6.2v3.3m0 1.7v.1"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-.3a1 1 0 0 1-1-1v-6.3a1 1 0 0 1 1-1h6.3a1 1 0 0 1 1 1v.3"/>`,
  close: svg`<path d="m3.5 3.5 9 9m0-9-9 9"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>`,
  down: svg`<path d="m4 6 4 4 4-4"/>`,
  play: svg`<path d="M5 3v10l8-5z"/>`,
  stop: svg`<rect x="4" y="4" width="8" height="8" rx="1"/>`,
  halt: svg`<path d="M5.5 3.5v9m5-9v9"/>`,
  download: svg`<path d="M8 2.5v8m-3.5-3L8 11l3.5-3.5M3 13.5h10"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`,
  theme: svg`<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>`,
  keyboard: svg`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4 6.8h.1m2.5 0h.1m2.6 0h.1m2.5 0h.1M5 9.8h6"/>`,
  replay: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.5"/>`,
  trash: svg`<path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9"/>`,
  file: svg`<path d="M4 1.8h5l3.5 3.5v9H4zM9 1.8v3.5h3.5"/>`,
  out: svg`<path d="M9 2.5h4.5V7M13 3 7.5 8.5M11.5 9.5v4h-9v-9h4"/>`,
};

/** An icon by its name. */
export function icon(name) {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    ${PATHS[name]}
  </svg>`;
}
