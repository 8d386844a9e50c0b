// Labels of kinds, states and verdicts, and sentences for reasons and warnings.
import {html} from './lib/lit-html.js';
import {icon} from './icons.js';
import {visible} from './text.js';

/** The values of filters that do not depend on the gateway's settings. */
export const KINDS = ['job', 'workflow', 'moderation', 'rejected', 'resolved', 'other'];
export const STATES = [
  'success',
  'failed',
  'submitted',
  'running',
  'pause',
  'cancel',
  'auditing',
  'snapshoting',
  'other',
];
export const VERDICTS = ['pass', 'review', 'block', 'failed', 'other'];
export const MODERATIONS = ['image', 'text', 'video', 'live', 'audio', 'document', 'webpage', 'other'];

/* The label, icon and colour of each state and verdict. */
const LOOKS = {
  success: ['Success', 'success', 'good'],
  failed: ['Failed', 'failed', 'bad'],
  submitted: ['Submitted', 'going', 'busy'],
  running: ['Running', 'going', 'busy'],
  auditing: ['Auditing', 'going', 'busy'],
  snapshoting: ['Snapshoting', 'going', 'busy'],
  pause: ['Paused', 'pause', 'warn'],
  cancel: ['Cancelled', 'cancel', 'calm'],
  pass: ['Pass', 'pass', 'good'],
  review: ['Review', 'review', 'warn'],
  block: ['Block', 'block', 'bad'],
  rejected: ['Rejected', 'rejected', 'bad'],
  resolved: ['Resolved', 'resolved', 'calm'],
  other: ['Other', 'other', 'calm'],
};

const REASONS = {
  'unrecognized-format': 'The body is neither XML nor JSON, or it is compressed or UTF-16.',
  'malformed-xml': 'The body is not well-formed XML.',
  'malformed-json': 'The body is not valid JSON.',
  'doctype-forbidden': 'The XML declares a document type, which is not allowed.',
  'too-deep': 'The body is nested deeper than gateway.callback.max-depth.',
  'too-many-nodes': 'The body has more nodes than gateway.callback.max-nodes.',
  'too-many-jobs': 'The body has more jobs than gateway.callback.max-jobs.',
  'unknown-callback': 'The body contains no job, workflow or moderation result.',
  'missing-job-id': 'A job has no JobId.',
  'missing-run-id': 'A workflow has no RunId.',
  'missing-state': 'A job has neither State nor Code, or a workflow has no State.',
  'invalid-id': 'An id is longer than 256 bytes or has control characters.',
  'bucket-not-accepted': 'The bucket is not one of the source\u2019s buckets.',
  'event-too-large': 'The event would be larger than twice gateway.http.max-body-size.',
  'undecodable-bytes': 'Some bytes could not be decoded. The events were published; this copy keeps the bytes.',
};

const WARNINGS = {
  'state-derived': 'The callback had no state; it was derived from the code.',
  'time-unreadable': 'A time could not be read; it stays in details.',
  'illegal-characters-replaced': 'Characters that XML forbids, or undecodable bytes, were replaced with U+FFFD.',
  'value-cut': 'A value was too long and was truncated.',
  'output-too-long': 'A file\u2019s key, bucket or region was too long; the file stays in details.',
  'partial-failure': 'The job succeeded, but a part of it failed.',
  'code-contradicts-state': 'State and Code of the job contradict each other.',
  'no-verdict': 'The moderation has no known verdict.',
  'findings-cut': 'More than 1,000 findings; the rest stays in details.',
};

export function reasonSentence(reason) {
  return REASONS[reason] ?? 'The body was rejected.';
}

export function warningSentence(warning) {
  return WARNINGS[warning] ?? 'A warning of another version of the gateway.';
}

/** The label of a state, verdict or kind. */
export function word(value) {
  return LOOKS[value]?.[0] ?? String(value ?? '');
}

function lookOf(row) {
  if (row.kind === 'rejected' || row.kind === 'resolved') {
    return LOOKS[row.kind];
  }
  const value = String((row.kind === 'moderation' ? (row.verdict ?? row.state) : row.state) ?? '');
  return LOOKS[value.toLowerCase()] ?? [value === '' ? 'Other' : value, 'other', 'calm'];
}

/** The state of a row as label, icon and colour. */
export function badge(row) {
  const [label, shape, tone] = lookOf(row);
  return html`<span class="badge ${tone}">${icon(shape)}<span class="badge-word">${visible(label)}</span></span>`;
}

/** The subject matter of a row: the tag of a job, the kind of a moderation, the reason of a rejection. */
export function topicOf(row) {
  switch (row.kind) {
    case 'job':
      return row.tag ?? 'untagged';
    case 'workflow':
      return 'workflow';
    case 'moderation':
      return `${row.moderation ?? 'other'} moderation`;
    default:
      return row.reason ?? row.kind ?? '';
  }
}
