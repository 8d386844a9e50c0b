// A table of the headers of a record.
import {html} from './lib/lit-html.js';
import {visible} from './text.js';

/** `headers` are pairs of a name and a value. */
export function headerTable(headers) {
  return html`<table class="pairs">
    <thead class="unseen">
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
    <tbody>
      ${headers.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${visible(name)}</th>
            <td class="mono">${visible(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
