// Formats times, sizes and numbers.
import {html} from './lib/lit-html.js';

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const YEAR = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric'});
const NUMBER = new Intl.NumberFormat('en-US');

/** The name of the viewer's time zone. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function number(value) {
  return NUMBER.format(value ?? 0);
}

/** "1 record", "2 records". */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

export function bytes(value) {
  if (value < 1000) {
    return `${value} B`;
  }
  const power = value < 1_000_000 ? 1 : value < 1_000_000_000 ? 2 : 3;
  const scaled = value / 1000 ** power;
  return `${scaled < 10 ? scaled.toFixed(1) : NUMBER.format(Math.round(scaled))} ${['kB', 'MB', 'GB'][power - 1]}`;
}

/** A rate: one decimal below 10, none above. */
export function rate(value) {
  return value === 0 ? '0' : value < 10 ? value.toFixed(1) : NUMBER.format(Math.round(value));
}

/** The day, unless it is today's: "", "28 Nov", "28 Nov 2024". */
function dayOf(date) {
  const now = new Date();
  if (date.toDateString() === now.toDateString()) {
    return '';
  }
  return (date.getFullYear() === now.getFullYear() ? DAY : YEAR).format(date);
}

/** A time in the viewer's zone to the second, with the exact time as its title. */
export function time(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return html`<span class="muted">unknown</span>`;
  }
  const day = dayOf(date);
  return html`<time datetime=${date.toISOString()} title="${date.toISOString()}"
    >${day === '' ? '' : html`<span class="day">${day}</span> `}${CLOCK.format(date)}</time
  >`;
}

/** A duration: "8 s", "4 min", "3 h 20 min", "12 d 4 h". */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 90) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The time elapsed since a time: "8 s ago". */
export function ago(iso, now = Date.now()) {
  return `${duration(now - new Date(iso).getTime())} ago`;
}

/** Converts a time to the value of a datetime-local field in the viewer's zone; fromField converts back. */
export function toField(iso) {
  const date = new Date(iso ?? '');
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export function fromField(value) {
  const date = new Date(value);
  return value === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
