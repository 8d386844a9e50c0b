// Consumes finished jobs of all tags, and appends one line to a file for each job, also if its event arrives more than
// once.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Kafka as CloudEvents } from "cloudevents";
import { Kafka, logLevel } from "kafkajs";

const TOPICS = /^ci\.jobs\.(success|failed)\.[a-z0-9]+$/;
const EFFECTS = process.env.EFFECTS ?? "effects.tsv";
const brokers = (process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092").split(",");

const key = (/** @type {string[]} */ [subject, state]) => `${subject} ${state}`;
// Subject and state of each known job, read from the file of effects, so that the two cannot differ. In production use
// a database table (examples/quarkus).
const known = new Set();
if (existsSync(EFFECTS)) {
  for (const line of readFileSync(EFFECTS, "utf8").trimEnd().split("\n")) {
    known.add(key(line.split("\t")));
  }
}

// Decodes a record and validates it. kafkajs returns key and headers as bytes; the CloudEvents SDK expects strings.
/** @param {import("kafkajs").KafkaMessage} message */
function read(message) {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const texts = { key: String(message.key), headers, value: message.value, body: undefined };
  const event = /** @type {import("cloudevents").CloudEvent<import("./job-event.d.ts").JobEvent>} */ (
    CloudEvents.toEvent(texts)
  );
  event.validate(); // toEvent does not validate
  if (typeof event.data?.jobId !== "string" || event.subject === undefined) {
    throw new Error("not a job event");
  }
  return { subject: event.subject, type: event.type, job: event.data };
}

// Skips unreadable records. A failed effect throws, and kafkajs retries the record.
/** @param {import("kafkajs").EachMessagePayload} record */
async function handle({ topic, partition, message }) {
  let event;
  try {
    event = read(message);
  } catch {
    console.error(`poison: ${topic}-${partition} at ${message.offset}`);
    return;
  }
  // The state is the last part of the type (io.jobevents.job.success): normalized, unlike the sender's. Unknown tags are
  // accepted.
  const state = event.type.slice(event.type.lastIndexOf(".") + 1);
  const { tag = "untagged", outputs = [] } = event.job;
  const line = [event.subject, state, tag, `${outputs.length} files`];
  if (!known.has(key(line))) {
    appendFileSync(EFFECTS, `${line.join("\t")}\n`);
    known.add(key(line));
    console.log(line.join("\t"));
  }
}

const kafka = new Kafka({ clientId: "example-node", brokers, logLevel: logLevel.ERROR });
const admin = kafka.admin();
const consumer = kafka.consumer({ groupId: "example-node" });
let subscribed = 0;

// Subscribes again when there are new topics, since kafkajs evaluates a pattern only once, when it subscribes.
async function subscribe() {
  const topics = (await admin.listTopics()).filter((topic) => TOPICS.test(topic));
  if (topics.length > subscribed) {
    await consumer.stop();
    // From the beginning: otherwise the first events of a new topic would be skipped.
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({ eachMessage: handle });
    subscribed = topics.length;
  }
}

let stopping = false;
async function stop() {
  stopping = true;
  await consumer.disconnect(); // finishes the current record, commits, and leaves the group
  await admin.disconnect();
  console.error("stopped");
  process.exit();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

await Promise.all([admin.connect(), consumer.connect()]);
while (!stopping) {
  await subscribe();
  await new Promise((resolve) => setTimeout(resolve, 10_000));
}
