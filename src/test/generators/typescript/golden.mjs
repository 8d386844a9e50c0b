// Writes golden events as TypeScript, so that its compiler checks each against the generated types, and a program that reads
// each with quicktype's converters: `node golden.mjs EVENTS FOLDER`. Run by .ci/schemas.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , events, folder] = process.argv;
const kinds = { Job: [], Workflow: [], Moderation: [] };
for (const file of readdirSync(events).sort()) {
  for (const line of readFileSync(join(events, file), "utf8").trimEnd().split("\n")) {
    const event = JSON.parse(line);
    kinds["runId" in event ? "Workflow" : "form" in event ? "Moderation" : "Job"].push(line);
  }
}

let checks = "";
let reads = `declare const require: any;
const assert = require("node:assert/strict");
// quicktype's types have Date for times.
const plain = (text: string) =>
  JSON.parse(text, (_, value) => (/^\\d{4}-\\d\\d-\\d\\dT\\d\\d:/.test(value) ? new Date(value).getTime() : value));
`;
for (const [kind, lines] of Object.entries(kinds)) {
  assert.notEqual(lines.length, 0, `golden events of ${kind}`);
  checks += `import type { ${kind}Event } from "./${kind}Event";\n`;
  checks += `export const of${kind}: ${kind}Event[] = [\n${lines.join(",\n")},\n];\n`;
  reads += `import { Convert as ${kind} } from "./Flat${kind}Event";\n`;
  reads += `for (const line of ${JSON.stringify(lines, null, 1)}) {\n`;
  reads += `  assert.deepEqual(plain(${kind}.flat${kind}EventToJson(${kind}.toFlat${kind}Event(line))), plain(line));\n}\n`;
  reads += `assert.throws(() => ${kind}.toFlat${kind}Event("{}"));\n`;
  console.log(`${kind}: ${lines.length} golden events`);
}
writeFileSync(join(folder, "golden.ts"), checks);
writeFileSync(join(folder, "read.ts"), reads);
