// Shell commands that read a record. They contain only topic names and numbers, which need no quoting.
import {html, nothing} from './lib/lit-html.js';
import {isTopic} from './route.js';
import {copyButton} from './text.js';

function commands({topic, partition, offset}) {
  const at = [Number(partition), Number(offset)];
  return [
    ['kcat', `kcat -C -b "$KAFKA" -t ${topic} -p ${at[0]} -o ${at[1]} -c 1 -f '%h\\n%k\\n%s\\n'`],
    [
      'kafka-console-consumer',
      `kafka-console-consumer.sh --bootstrap-server "$KAFKA" --topic ${topic} --partition ${at[0]} --offset ${at[1]} ` +
        '--max-messages 1 --property print.headers=true --property print.key=true',
    ],
  ];
}

export function commandLines(place) {
  if (!isTopic(place.topic)) {
    return nothing;
  }
  return html`<section>
    <h3>Read it in a shell</h3>
    <p class="muted">With <code>KAFKA</code> set to your brokers.</p>
    ${commands(place).map(
      ([name, line]) =>
        html`<div class="command">
          <pre class="code" tabindex="0" aria-label=${name}>${line}</pre>
          ${copyButton(line, `the ${name} command`)}
        </div>`,
    )}
  </section>`;
}
