// Addresses within the page, in the fragment of the URL. They never contain the text of a search.

const VIEWS = ['live', 'quarantine', 'try', 'state'];
const TOPIC = /^[A-Za-z0-9._-]{1,249}$/;
const NUMBER = /^\d{1,19}$/;

/** The view, the place of the open record or body, and the filters of an address. An invalid address gives Live. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const filters = new URLSearchParams(query);
  const [view, ...rest] = path.split('/').map(decoded);
  if (view === 'record' && rest.length === 3 && TOPIC.test(rest[0]) && NUMBER.test(rest[1]) && NUMBER.test(rest[2])) {
    return {view: 'live', place: {topic: rest[0], partition: rest[1], offset: rest[2]}, filters};
  }
  if (view === 'quarantine' && rest.length === 2 && rest.every((part) => NUMBER.test(part))) {
    return {view, place: {partition: rest[0], offset: rest[1]}, filters};
  }
  return {view: VIEWS.includes(view) ? view : 'live', place: undefined, filters};
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** The address of a record. */
export function recordAt({topic, partition, offset}, filters) {
  return `#/record/${encodeURIComponent(topic)}/${Number(partition)}/${Number(offset)}${queryOf(filters)}`;
}

/** The address of a body in quarantine. */
export function bodyAt({partition, offset}, filters) {
  return `#/quarantine/${Number(partition)}/${Number(offset)}${queryOf(filters)}`;
}

/** The address of a view. */
export function viewAt(view, filters) {
  return `#/${view}${queryOf(filters)}`;
}

function queryOf(filters) {
  const query = filters?.toString() ?? '';
  return query === '' ? '' : `?${query}`;
}

/** A place as a string to compare; empty without a place. */
export function placeKey(place) {
  return place ? `${place.topic ?? ''}/${place.partition}/${place.offset}` : '';
}

/** Whether a text is a valid topic name. */
export function isTopic(text) {
  return TOPIC.test(text);
}
