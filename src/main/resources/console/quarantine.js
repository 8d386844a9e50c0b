// Quarantine: the open bodies, grouped by reason and source.
import {stream} from './api.js';
import {BodyPanel} from './body-panel.js';
import {chosen, withValues} from './filters.js';
import {bodyCells, quarantineTemplate} from './quarantine-template.js';
import {bodyAt, parse, placeKey, viewAt} from './route.js';
import {moveFocus, Rows} from './rows.js';
import {Run} from './run.js';
import {View} from './view.js';

const LIMIT = 100;
const TYPING = 400;
const FILTERS = ['reason', 'source', 'since', 'until'];

/* Kept when the view is left: the text, which is not part of the address. */
const memory = {text: ''};

export class QuarantineView extends View {
  route;
  bodies = [];
  /** All groups, including those that do not match the filter. */
  groups = [];
  total = 0;
  more = false;
  loading = false;
  progress = {read: 0, of: 0};
  problem;
  #after;
  #stop = new AbortController();
  #typing;
  #rows;

  constructor(root, app) {
    super(root, app);
    this.panel = new BodyPanel(this);
    this.run = new Run(this);
    this.signal.addEventListener('abort', () => {
      clearTimeout(this.#typing);
      this.#stop.abort(this.signal.reason);
    });
  }

  get text() {
    return memory.text;
  }

  get reasons() {
    return chosen(this.route.filters, 'reason');
  }

  get sources() {
    return chosen(this.route.filters, 'source');
  }

  get isFiltered() {
    return this.text !== '' || FILTERS.some((name) => this.route.filters.has(name));
  }

  go(route) {
    const before = this.route;
    this.route = route;
    if (before === undefined || before.filters.toString() !== route.filters.toString()) {
      this.load();
    }
    this.panel.show(route.place);
    this.drawNow();
  }

  /** The filter for the API. */
  selection() {
    const {filters} = this.route;
    return {
      reasons: this.reasons,
      sources: this.sources,
      ...(filters.has('since') && {since: filters.get('since')}),
      ...(filters.has('until') && {until: filters.get('until')}),
      ...(this.text !== '' && {text: this.text}),
    };
  }

  /** Lists again; with `goOn`, appends the bodies after the last one. */
  async load(goOn = false) {
    this.#stop.abort(new DOMException('Another list', 'AbortError'));
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    this.loading = true;
    this.problem = undefined;
    this.progress = {read: 0, of: 0};
    this.draw();
    const question = {...this.selection(), limit: LIMIT, ...(goOn && {after: this.#after})};
    const on = {
      progress: (progress) => {
        this.progress = progress;
        this.draw();
      },
      list: (list) => this.#take(list, goOn),
    };
    try {
      await stream('quarantine', question, on, {signal, last: 'list'});
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      this.problem = problem;
    }
    this.loading = false;
    this.draw();
  }

  #take(list, goOn) {
    this.bodies = goOn ? [...this.bodies, ...list.bodies] : list.bodies;
    this.more = list.more;
    this.#after = list.after;
    this.total = list.total;
    if (this.isFiltered) {
      const found = new Map(list.groups.map((group) => [`${group.reason}/${group.source}`, group]));
      const known = this.groups.map((group) => found.get(`${group.reason}/${group.source}`) ?? group);
      this.groups = [...new Set([...known, ...list.groups])];
    } else {
      this.groups = list.groups;
    }
    this.groups.sort((a, b) => b.count - a.count);
  }

  choose(name, values) {
    this.#filters(withValues(this.route.filters, name, values));
  }

  /** Shows one group only, or all if that group is chosen. */
  chooseGroup({reason, source}) {
    const isChosen = this.isChosen({reason, source});
    const filters = withValues(this.route.filters, 'reason', isChosen ? [] : [reason]);
    this.#filters(withValues(filters, 'source', isChosen ? [] : [source]));
  }

  isChosen({reason, source}) {
    return (
      this.reasons.length === 1 && this.reasons[0] === reason && this.sources.length === 1 && this.sources[0] === source
    );
  }

  clearFilters() {
    memory.text = '';
    if (this.route.filters.toString() === '') {
      this.load();
    }
    this.#filters(new URLSearchParams());
  }

  between(since, until) {
    const filters = withValues(this.route.filters, 'since', since ? [since] : []);
    this.#filters(withValues(filters, 'until', until ? [until] : []));
  }

  type(text) {
    memory.text = text;
    this.loading = true;
    this.draw();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.load(), TYPING);
  }

  #filters(filters) {
    const {place} = this.route;
    this.app.go(place ? bodyAt(place, filters) : viewAt('quarantine', filters));
  }

  step(by) {
    const link = moveFocus(this.root.querySelector('tbody'), by);
    if (link && this.route.place) {
      this.app.go(bodyAt(parse(link.hash).place, this.route.filters), {replace: true});
    }
  }

  close() {
    if (this.route.place) {
      const key = placeKey(this.route.place);
      this.app.go(viewAt('quarantine', this.route.filters));
      this.root.querySelector(`tr[data-place="${CSS.escape(key)}"] a`)?.focus();
    }
  }

  open(event) {
    const link = event.target.closest('tr')?.querySelector('a');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && getSelection().type !== 'Range') {
      event.preventDefault();
      this.app.go(bodyAt(parse(link.hash).place, this.route.filters));
      this.panel.focus(event.detail === 0);
    }
  }

  /** Reloads the list and the details after a run. */
  changed() {
    this.load();
    this.panel.reload();
  }

  template() {
    return quarantineTemplate(this);
  }

  drawn() {
    this.#rows ??= new Rows(this.root.querySelector('tbody'), placeKey, bodyCells);
    this.#rows.show(this.bodies, placeKey(this.route.place));
  }
}
