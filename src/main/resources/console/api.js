// A client of the console's API: requests, errors as sentences, and streams of server-sent events.

/** The timeout of a stream without data, in ms; the gateway sends a comment every ten seconds. */
const SILENCE = 35_000;

let unauthorized = () => {};

/** Sets the function to call when the session has ended. */
export function whenUnauthorized(listener) {
  unauthorized = listener;
}

/** An error with a sentence for the viewer. `status` is 0 without an answer; `wait` is the Retry-After in seconds. */
export class Problem extends Error {
  constructor(status, reason, sentence, wait = 0) {
    super(sentence);
    this.status = status;
    this.reason = reason;
    this.wait = wait;
  }
}

const SENTENCES = {
  'too-many-viewers': 'This pod has too many viewers. The page retries by itself.',
  busy: 'The gateway is busy with another request of this kind. Try again in a moment.',
  'too-many-attempts': 'Too many attempts to log in. Wait a minute, then try again.',
  'not-found': 'This is no longer there. Kafka deletes records after their retention time.',
  'header-missing': 'The gateway refused the request, since a proxy removed the header X-Console.',
  'wrong-host': 'In development mode the console answers only at localhost.',
};

async function problemOf(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // The answer of a proxy may not be JSON.
  }
  const wait = Number(response.headers.get('Retry-After')) || 0;
  const sentence =
    SENTENCES[problem.reason] ?? problem.detail ?? problem.title ?? `The gateway answered with ${response.status}.`;
  return new Problem(response.status, problem.reason ?? '', sentence, wait);
}

/** Sends a request; throws a Problem unless the answer is a success. */
async function request(method, path, {body, type, accept = 'application/json', signal} = {}) {
  const headers = {Accept: accept};
  if (method !== 'GET') {
    headers['X-Console'] = '1';
  }
  if (body !== undefined) {
    headers['Content-Type'] = type ?? 'application/json';
  }
  let response;
  try {
    response = await fetch(`console/api/${path}`, {
      method,
      headers,
      body,
      signal,
      cache: 'no-store',
      redirect: 'error',
    });
  } catch (failure) {
    throw signal?.aborted ? failure : new Problem(0, 'unreachable', 'The gateway cannot be reached.');
  }
  if (response.ok) {
    return response;
  }
  const problem = await problemOf(response);
  if (problem.status === 401 && path !== 'session') {
    unauthorized();
  }
  throw problem;
}

/** Gets a JSON answer. */
export async function get(path, signal) {
  return (await request('GET', path, {signal})).json();
}

/** Sends a request with a JSON body; returns the answer's JSON, if there is any. */
export async function send(method, path, value, signal) {
  const response = await request(method, path, {body: value === undefined ? undefined : JSON.stringify(value), signal});
  return response.status === 204 ? undefined : response.json();
}

/** Posts bytes; returns the answer's JSON. */
export async function sendBytes(path, bytes, signal) {
  return (await request('POST', path, {body: bytes, type: 'application/octet-stream', signal})).json();
}

/**
 * Reads a stream of server-sent events until it ends. `on` has a function for each event name. Throws the Problem `lost` if the
 * stream ends without the event `last`.
 */
export async function stream(path, value, on, {signal, last} = {}) {
  const own = new AbortController();
  const both = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const response = await request('POST', path, {
    body: JSON.stringify(value),
    accept: 'text/event-stream',
    signal: both,
  });
  on.open?.();
  let done = false;
  let watch;
  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(() => own.abort(), SILENCE);
  };
  try {
    alive();
    for await (const {name, data} of eventsOf(response.body, alive)) {
      if (name === 'failed') {
        throw new Problem(
          data.status ?? 500,
          data.reason ?? '',
          SENTENCES[data.reason] ?? data.detail ?? 'The gateway reported an error.',
        );
      }
      on[name]?.(data);
      done ||= name === last;
    }
  } catch (failure) {
    if (signal?.aborted || failure instanceof Problem) {
      throw failure;
    }
  } finally {
    clearTimeout(watch);
  }
  if (signal?.aborted) {
    throw signal.reason;
  }
  if (!done) {
    throw new Problem(0, 'lost', 'The connection to the gateway was lost.');
  }
}

/** Decodes the events of a body. */
async function* eventsOf(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let name = 'message';
  let data = [];
  try {
    for (;;) {
      const {done, value} = await reader.read();
      if (done) {
        return;
      }
      alive();
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const raw of lines) {
        const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (line === '') {
          if (data.length > 0) {
            yield {name, data: JSON.parse(data.join('\n'))};
          }
          name = 'message';
          data = [];
        } else if (line.startsWith('event:')) {
          name = line.slice(6).trim();
        } else if (line.startsWith('data:')) {
          data.push(line.slice(line[5] === ' ' ? 6 : 5));
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
