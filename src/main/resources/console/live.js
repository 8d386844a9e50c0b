// Live: the records that all pods publish, newest first, and a search backward in time.
import {send} from './api.js';
import {Feed} from './feed.js';
import {chosen, filterOf, isFiltered, Options, withoutFilters, withValues} from './filters.js';
import {liveTemplate} from './live-template.js';
import {RecordPanel} from './record-panel.js';
import {recordCells} from './record-row.js';
import {parse, placeKey, recordAt, viewAt} from './route.js';
import {moveFocus, Rows} from './rows.js';
import {Follow, Search} from './streams.js';
import {announce} from './text.js';
import {View} from './view.js';

const FIRST = 50;
const MORE = 100;
const TYPING = 300;

/* Kept when the view is left: the text, which is not part of the address. */
const memory = {text: ''};

export class LiveView extends View {
  route;
  feed = new Feed();
  options = new Options();
  paused = false;
  /** Whether older records were loaded, so that the list no longer begins with the newest. */
  lookingBack = false;
  /** Whether the viewer cleared the list. */
  isCleared = false;
  problem;
  #rows;
  #typing;

  constructor(root, app) {
    super(root, app);
    const changed = () => this.draw();
    this.search = new Search({rows: (rows) => this.#found(rows), changed});
    this.follow = new Follow({
      rows: (rows, skipped) => this.#came(rows, skipped),
      again: () => this.#catchUp(),
      changed,
    });
    this.panel = new RecordPanel(this);
    this.every(1000, changed);
    this.signal.addEventListener('abort', () => clearTimeout(this.#typing));
  }

  get text() {
    return memory.text;
  }

  /** Whether it shows a range of time instead of following. */
  get isPast() {
    return this.route.filters.has('to') || this.route.filters.has('from');
  }

  /** Shows the records and the details of an address. */
  go(route) {
    const before = this.route;
    this.route = route;
    if (before === undefined || before.filters.toString() !== route.filters.toString()) {
      this.reload();
    }
    this.panel.show(route.place);
    this.drawNow();
  }

  /** Loads the records again with the current filters. */
  reload() {
    const filter = filterOf(this.route.filters, this.text);
    this.feed.clear();
    this.paused = false;
    this.lookingBack = false;
    this.isCleared = false;
    if (this.isPast) {
      this.follow.stop();
      this.search.run({filter, ...this.#range(), limit: MORE}, this.signal);
    } else {
      this.follow.start(filter, this.signal);
      this.search.run({filter, limit: FIRST}, this.signal);
    }
    this.draw();
  }

  /** Loads older records. Pauses, so that new ones are only counted. */
  older() {
    this.paused = !this.isPast;
    this.lookingBack = true;
    const to = this.search.back ?? this.feed.rows.at(-1)?.time;
    this.search.run({filter: filterOf(this.route.filters, this.text), ...this.#range(), to, limit: MORE}, this.signal);
  }

  togglePause() {
    if (this.isPast) {
      return;
    }
    if (this.paused && this.lookingBack) {
      this.reload();
    } else {
      this.paused = !this.paused;
      if (!this.paused) {
        this.feed.release();
      }
    }
    announce(this.paused ? 'Paused.' : 'Following.');
    this.draw();
  }

  clear() {
    this.search.cancel();
    this.feed.clear();
    this.isCleared = true;
    this.draw();
  }

  choose(name, values) {
    this.#filters(withValues(this.route.filters, name, values));
  }

  clearFilters() {
    memory.text = '';
    const filters = withoutFilters(this.route.filters);
    if (filters.toString() === this.route.filters.toString()) {
      this.reload();
    }
    this.#filters(filters);
  }

  get isFiltered() {
    return this.text !== '' || isFiltered(this.route.filters);
  }

  chosen(name) {
    return chosen(this.route.filters, name);
  }

  /** Shows the records between two times; follows again without any. */
  between(from, to) {
    let filters = withValues(this.route.filters, 'from', from ? [from] : []);
    filters = withValues(filters, 'to', to ? [to] : []);
    this.#filters(filters);
  }

  /** Searches for a text, after a pause in typing. */
  type(text) {
    memory.text = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.reload(), TYPING);
  }

  /** Moves the focus to the next or previous row; opens it if details are open. */
  step(by) {
    const link = moveFocus(this.root.querySelector('tbody'), by);
    if (link && this.route.place) {
      this.app.go(recordAt(parse(link.hash).place, this.route.filters), {replace: true});
    }
  }

  /** Closes the details. */
  close() {
    if (this.route.place) {
      const key = placeKey(this.route.place);
      this.app.go(viewAt('live', this.route.filters));
      this.root.querySelector(`tr[data-place="${CSS.escape(key)}"] a`)?.focus();
    }
  }

  /** Opens the row that was clicked. */
  open(event) {
    const link = event.target.closest('tr')?.querySelector('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || getSelection().type === 'Range') {
      return;
    }
    event.preventDefault();
    this.app.go(recordAt(parse(link.hash).place, this.route.filters));
    this.panel.focus(event.detail === 0);
  }

  async specimen() {
    try {
      await send('POST', 'specimen', undefined, this.signal);
      this.problem = undefined;
      announce('A specimen was posted.');
    } catch (problem) {
      this.problem = problem;
    }
    this.draw();
  }

  template() {
    return liveTemplate(this);
  }

  drawn() {
    this.#rows ??= new Rows(this.root.querySelector('tbody'), placeKey, recordCells);
    this.#rows.show(this.feed.rows, placeKey(this.route.place));
  }

  #filters(filters) {
    const {place} = this.route;
    this.app.go(place ? recordAt(place, filters) : viewAt('live', filters));
  }

  #range() {
    const {filters} = this.route;
    return {...(filters.has('from') && {from: filters.get('from')}), ...(filters.has('to') && {to: filters.get('to')})};
  }

  #came(rows, skipped) {
    this.options.see(rows);
    this.feed.thin(skipped);
    if (this.paused) {
      this.feed.hold(rows, skipped);
    } else {
      this.feed.add(rows);
    }
    this.draw();
  }

  #found(rows) {
    this.options.see(rows);
    if (this.lookingBack || this.isPast) {
      this.feed.addOlder(rows);
    } else {
      this.feed.add(rows);
    }
  }

  /* Searches for the records written during a lost connection. */
  #catchUp() {
    if (!this.paused && !this.search.running) {
      this.search.run({filter: filterOf(this.route.filters, this.text), limit: MORE}, this.signal);
    }
  }
}
