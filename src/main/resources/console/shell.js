// The header and footer of the page.
import {html, nothing, render} from './lib/lit-html.js';
import {icon} from './icons.js';
import {showKeys} from './keys.js';
import {announce, visible} from './text.js';

const VIEWS = [
  ['live', 'Live'],
  ['quarantine', 'Quarantine'],
  ['try', 'Try'],
  ['state', 'State'],
];
const THEMES = ['system', 'light', 'dark'];

function theme() {
  return document.documentElement.dataset.theme ?? 'system';
}

function themeWord() {
  return {light: 'Light', dark: 'Dark'}[theme()] ?? 'Auto';
}

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  const root = document.documentElement;
  try {
    if (next === 'system') {
      delete root.dataset.theme;
      localStorage.removeItem('console-theme');
    } else {
      root.dataset.theme = next;
      localStorage.setItem('console-theme', next);
    }
  } catch {
    // Without storage the choice lasts until the page is reloaded.
  }
  announce(`Theme: ${next}.`);
}

/** Draws header and footer; without a session only the name and the theme. */
export function drawShell({view, session, state, logOut}) {
  render(
    html`<div class="brand">
        <img src="console/icon.svg" alt="" width="22" height="22" /><span>Job Event Gateway</span>
      </div>
      ${
        session
          ? html`<nav aria-label="Views">
              <ul>
                ${VIEWS.map(
                  ([name, label]) =>
                    html`<li><a href="#/${name}" aria-current=${view === name ? 'page' : nothing}>${label}</a></li>`,
                )}
              </ul>
            </nav>`
          : nothing
      }
      <button
        type="button"
        class="icon-button"
        id="theme"
        aria-label="Theme: ${themeWord()}"
        title="Theme: as the system, light, or dark"
        @click=${() => {
          nextTheme();
          drawShell({view, session, state, logOut});
        }}
      >
        ${icon('theme')}<span class="theme-word">${themeWord()}</span>
      </button>`,
    document.getElementById('top'),
  );
  render(
    session
      ? html`<span class="viewer"
            >${session.open ? 'Development mode, no login' : html`Logged in as <b>${visible(session.name)}</b>`}</span
          >
          ${session.open ? nothing : html`<button type="button" class="link" @click=${logOut}>${icon('out')}Log out</button>`}
          <span class="spacer"></span>
          ${state?.version ? html`<span class="version">Version ${visible(state.version)}</span>` : nothing}
          <button type="button" class="link" @click=${showKeys}>${icon('keyboard')}Keys</button>`
      : nothing,
    document.getElementById('foot'),
  );
}
