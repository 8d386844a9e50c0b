// Formats JSON with indentation and colours. Numbers keep the digits of the text.
import {appendVisible} from './text.js';

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** Indents JSON; returns other text unchanged. `cut` marks truncated JSON, which is indented, too. */
export function pretty(text, cut = false) {
  if (!cut && !isJson(text)) {
    return text;
  }
  return [...tokens(text)].map(({space, text: token}) => space + token).join('');
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An element with JSON in colours, or with other text unchanged. */
export function jsonElement(text, cut = false) {
  const element = document.createElement('pre');
  element.className = 'code json';
  element.tabIndex = 0;
  if (!cut && !isJson(text)) {
    appendVisible(element, text);
    return element;
  }
  for (const {space, text: token, role} of tokens(text)) {
    if (space !== '') {
      element.append(space);
    }
    if (role === '') {
      element.append(token);
    } else {
      const part = document.createElement('span');
      part.className = `json-${role}`;
      appendVisible(part, token);
      element.append(part);
    }
  }
  return element;
}

/* The tokens, each with the white space before it. */
function* tokens(text) {
  const all = text.match(TOKEN) ?? [];
  let depth = 0;
  let before = '';
  for (let at = 0; at < all.length; at++) {
    const token = all[at];
    const closes = token === '}' || token === ']';
    const isEmpty = closes && (before === '{' || before === '[');
    depth -= closes ? 1 : 0;
    const breaks = at > 0 && !isEmpty && (closes || before === '{' || before === '[' || before === ',');
    const space = breaks ? `\n${'  '.repeat(Math.max(0, depth))}` : before === ':' ? ' ' : '';
    depth += token === '{' || token === '[' ? 1 : 0;
    yield {space, text: token, role: roleOf(token, all[at + 1])};
    before = token;
  }
}

function roleOf(token, next) {
  if (token.length === 1 && '{}[],:'.includes(token)) {
    return '';
  }
  if (token[0] === '"') {
    return next === ':' ? 'name' : 'text';
  }
  return /^-?\d/.test(token) ? 'number' : 'word';
}
