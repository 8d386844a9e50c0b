// Validates AsyncAPI documents with AsyncAPI's own parser, and fails on its errors. Each message must have an example whose headers
// (including those of its traits) and value are valid against its schemas.
//
//   node check-asyncapi.mjs DOCUMENT…

import { readFileSync } from "node:fs";
import { DiagnosticSeverity } from "@stoplight/types";
import { Parser } from "@asyncapi/parser";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const parser = new Parser();
const DOCUMENT = "file:///document";
let faults = 0;

function fault(file, sentence) {
  faults++;
  console.error(`${file}: ${sentence}`);
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const { document, diagnostics } = await parser.parse(text);
  for (const { severity, code, path, message } of diagnostics) {
    if (severity === DiagnosticSeverity.Error) {
      fault(file, `${path.join("/")}: ${message} (${code})`);
    }
  }
  if (!document) {
    fault(file, "is not taken by the parser");
    continue;
  }
  const ajv = new Ajv({ strict: false, allErrors: true }); // draft-07, as AsyncAPI's own schemas
  addFormats(ajv);
  const raw = JSON.parse(text);
  ajv.addSchema({ $id: DOCUMENT, components: { schemas: raw.components.schemas } });
  let count = 0;
  for (const message of document.allMessages().all()) {
    const { payload } = raw.components.messages[message.id()];
    const ofPayload = ajv.compile(payload.$ref ? { $ref: DOCUMENT + payload.$ref } : payload);
    const ofHeaders = ajv.compile(message.headers().json());
    if (message.examples().isEmpty()) {
      fault(file, `${message.id()} has no example`);
    }
    for (const example of message.examples()) {
      count++;
      for (const [part, validate, value] of [
        ["headers", ofHeaders, example.headers()],
        ["payload", ofPayload, example.payload() ?? null],
      ]) {
        if (!validate(value)) {
          fault(file, `${message.id()}, example ${example.name()}, ${part}: ${ajv.errorsText(validate.errors)}`);
        }
      }
    }
  }
  const channels = document.allChannels().all().map((channel) => channel.address());
  console.log(`${file}: ${channels.join(" ")}; ${count} examples`);
}
process.exit(faults === 0 ? 0 : 1);
