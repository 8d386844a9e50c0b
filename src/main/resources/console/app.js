// The page: the session, the current view, and navigation between views.
import {get, send, whenUnauthorized} from './api.js';
import {listen} from './keys.js';
import {LiveView} from './live.js';
import {LoginView} from './login.js';
import {QuarantineView} from './quarantine.js';
import {parse} from './route.js';
import {drawShell} from './shell.js';
import {StateView} from './state.js';
import {plain} from './text.js';
import {TryView} from './try.js';
import {View, notice} from './view.js';

const VIEWS = {
  live: [LiveView, 'Live'],
  quarantine: [QuarantineView, 'Quarantine'],
  try: [TryView, 'Try'],
  state: [StateView, 'State'],
};
const main = document.getElementById('main');

let session;
let state;
let shown;
let shownName;

/** Shown when the session cannot be loaded. */
class FailedView extends View {
  constructor(root, problem) {
    super(root);
    this.template = () => notice(problem, () => location.reload());
    this.drawNow();
  }
}

const app = {
  /** The last state that was loaded; empty before the first one. */
  get state() {
    return state ?? {sources: [], tags: [], reasons: [], warnings: []};
  },
  set state(value) {
    const first = state === undefined;
    state = value;
    if (first) {
      shell();
      shown?.draw();
    }
  },
  get session() {
    return session;
  },
  /** Navigates to an address; with `replace`, without a new history entry. */
  go(hash, {replace = false} = {}) {
    if (hash !== location.hash) {
      if (replace) {
        history.replaceState(null, '', hash);
      } else {
        history.pushState(null, '', hash);
      }
    }
    show();
  },
};

function shell() {
  drawShell({view: shownName, session, state, logOut});
}

function leave() {
  shown?.leave();
  shown = undefined;
  shownName = undefined;
}

/** Shows the view of the address. */
function show() {
  if (session === undefined) {
    return;
  }
  const route = parse(location.hash);
  if (route.view === shownName) {
    shown.go(route);
    return;
  }
  const [Kind, title] = VIEWS[route.view];
  leave();
  shownName = route.view;
  shown = new Kind(main, app);
  document.title = `${title} · Job Event Gateway`;
  shell();
  shown.go(route);
  if (document.activeElement === document.body) {
    main.focus({preventScroll: true});
  }
}

function logIn(ended) {
  leave();
  session = undefined;
  shell();
  shown = new LoginView(main, app, {
    ended,
    done(found) {
      leave();
      enter(found);
    },
  });
}

async function logOut() {
  try {
    await send('DELETE', 'session');
  } finally {
    state = undefined;
    logIn(false);
  }
}

async function enter(found) {
  session = found;
  show();
  try {
    app.state = await get('state');
  } catch {
    // The filters then offer only values of loaded records; the view State shows the error.
  }
}

async function start() {
  shell();
  try {
    await enter(await get('session'));
  } catch (problem) {
    if (problem.status === 401) {
      logIn(false);
    } else {
      shown = new FailedView(main, {message: plain(problem.message)});
    }
  }
}

whenUnauthorized(() => {
  if (session !== undefined) {
    logIn(true);
  }
});
addEventListener('hashchange', show);
addEventListener('popstate', show);
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
listen(() => (session === undefined ? undefined : shown));
await start();
