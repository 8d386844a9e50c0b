// Reads records with the official CloudEvents SDK for JavaScript: `node read-records.mjs FILE`, where each line of the file is
// a record as CloudEventsSdkTest writes it. Exits with 1 at the first difference, or without records. .ci/sdks copies it next
// to the SDK's node_modules.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Kafka } from "cloudevents";

const TEXTS = ["specversion", "id", "source", "type", "subject", "dataschema"];
// Members of the SDK's event that are not extension attributes.
const CORE = new Set([...TEXTS, "time", "datacontenttype", "data", "data_base64", "datacontentencoding", "schemaurl"]);

// Kafka's clients return keys and headers as bytes; the SDK expects strings.
function read({ key, headers, value }) {
  const bytes = Buffer.from(value, "base64");
  const event = Kafka.toEvent({ key, headers, value: bytes });

  for (const name of TEXTS) {
    assert.equal(event[name], headers[`ce_${name}`], name);
  }
  // The SDK returns times in UTC with milliseconds, and the current time for a record without one.
  if (headers.ce_time !== undefined) {
    assert.equal(event.time, new Date(headers.ce_time).toISOString(), "time");
  }
  assert.equal(event.datacontenttype, headers["content-type"], "datacontenttype");
  assert.deepEqual(extensions(Object.entries(event)), extensions(attributes(headers)), "extensions");
  assert.deepEqual(event.data, JSON.parse(bytes.toString("utf8")), "data");
  assert.equal(event.validate(), true, "valid"); // reading alone does not validate
}

function attributes(headers) {
  return Object.entries(headers)
    .filter(([name]) => name.startsWith("ce_"))
    .map(([name, value]) => [name.slice("ce_".length), value]);
}

function extensions(entries) {
  return Object.fromEntries(entries.filter(([name]) => !CORE.has(name)));
}

const records = readFileSync(process.argv[2], "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));
assert.notEqual(records.length, 0, "no records");
for (const record of records) {
  try {
    read(record);
  } catch (error) {
    console.error(`${record.name}, ${record.headers.ce_id}: ${error.message}`);
    process.exit(1);
  }
}
console.log(`${records.length} records read`);
