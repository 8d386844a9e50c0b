// A callback's body with line numbers. Each fault is marked in its line and described below it.
import {icon} from './icons.js';
import {appendVisible} from './text.js';
import {render} from './lib/lit-html.js';

/* The most lines to draw, around the first fault. */
const MOST = 2000;

/**
 * An element that shows a body. `faults` have a `place` of line and column, both from 1, and a sentence. The last argument is the place
 * of the text's first character in the body.
 */
export function bodyElement(text, faults, {line: first = 1, column = 1} = {}) {
  const lines = text.split(/\r\n|\n|\r/);
  const marks = new Map();
  for (const fault of faults) {
    const at = fault.place ? fault.place.line - first : -1;
    if (at >= 0 && at < lines.length) {
      marks.set(at, [...(marks.get(at) ?? []), at === 0 ? shifted(fault, column - 1) : fault]);
    }
  }
  const middle = marks.size > 0 ? Math.min(...marks.keys()) : 0;
  const from = Math.max(0, Math.min(middle - MOST / 2, lines.length - MOST));
  const element = document.createElement('div');
  element.className = 'code body';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', 'Body, by lines');
  more(element, from, 'before');
  for (let at = from; at < Math.min(lines.length, from + MOST); at++) {
    element.append(lineElement(first + at, lines[at], marks.get(at) ?? []));
    for (const fault of marks.get(at) ?? []) {
      element.append(sentenceElement(fault));
    }
  }
  more(element, lines.length - from - MOST, 'after');
  return element;
}

/* Shifts a fault in a line whose first characters are missing. */
function shifted(fault, missing) {
  return {...fault, place: {...fault.place, column: (fault.place.column ?? 1) - missing}};
}

function more(element, lines, where) {
  if (lines > 0) {
    const said = document.createElement('p');
    said.className = 'more-lines';
    said.textContent = `${lines} lines ${where} this are not shown. Download the body to see them.`;
    element.append(said);
  }
}

function lineElement(number, text, faults) {
  const line = document.createElement('div');
  line.className = faults.length > 0 ? 'line at-fault' : 'line';
  const gutter = document.createElement('span');
  gutter.className = 'gutter';
  gutter.textContent = number;
  const content = document.createElement('span');
  content.className = 'content';
  let done = 0;
  for (const {column, end} of spansOf(text, faults)) {
    appendVisible(content, text.slice(done, column));
    const mark = document.createElement('mark');
    const head = document.createElement('span');
    head.className = 'caret';
    const shown = text.slice(column, end);
    const firstOne = String.fromCodePoint(shown.codePointAt(0) ?? 0x20);
    appendVisible(head, firstOne);
    mark.append(head);
    appendVisible(mark, shown.slice(firstOne.length));
    content.append(mark);
    done = Math.max(end, column);
  }
  appendVisible(content, text.slice(done));
  line.append(gutter, content);
  return line;
}

/* The spans to mark in a line, from 0, in order and without overlaps. */
function spansOf(text, faults) {
  const spans = faults
    .map(({place}) => {
      const column = Math.min(text.length, Math.max(0, (place.column ?? 1) - 1));
      return {column, end: Math.min(text.length, column + Math.max(1, place.length ?? 1))};
    })
    .sort((a, b) => a.column - b.column);
  return spans.filter((span, at) => at === 0 || span.column >= spans[at - 1].end);
}

function sentenceElement(fault) {
  const sentence = document.createElement('div');
  sentence.className = 'fault-line';
  const text = document.createElement('span');
  appendVisible(text, fault.detail ?? fault.reason ?? '');
  const sign = document.createElement('span');
  render(icon('rejected'), sign);
  sentence.append(sign, text);
  return sentence;
}

/** Scrolls to the first fault, in all scrolling ancestors. */
export function toFault(element) {
  const caret = element.querySelector('.caret');
  for (let box = element; caret && box && box !== document.body; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== 'visible') {
      const place = caret.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom - 40) {
        box.scrollTop += place.top - frame.top - frame.height / 2;
      }
    }
  }
}
