// Reads finished jobs of all tags, and has one effect for each: a line of a file.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Kafka as CloudEvents } from "cloudevents";
import { Kafka, logLevel } from "kafkajs";

const TOPICS = /^ci\.jobs\.(success|failed)\.[a-z0-9]+$/;
const EFFECTS = process.env.EFFECTS ?? "effects.tsv";
const brokers = (process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092").split(",");

const key = (/** @type {string[]} */ [subject, state]) => `${subject} ${state}`;
// Subject and state of each effect. The file is the memory, too, so the two cannot differ; use a table in its place.
const done = new Set();
if (existsSync(EFFECTS)) {
  for (const line of readFileSync(EFFECTS, "utf8").trimEnd().split("\n")) {
    done.add(key(line.split("\t")));
  }
}

// kafkajs gives key and headers as bytes; the SDK wants texts.
/** @param {import("kafkajs").KafkaMessage} message */
function read(message) {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const texts = { key: String(message.key), headers, value: message.value, body: undefined };
  const event = /** @type {import("cloudevents").CloudEvent<import("./job-event.d.ts").JobEvent>} */ (
    CloudEvents.toEvent(texts)
  );
  event.validate(); // reading alone does not look
  if (typeof event.data?.jobId !== "string" || event.subject === undefined) {
    throw new Error("no job event");
  }
  return { subject: event.subject, type: event.type, job: event.data };
}

// What cannot be read is passed over. An effect that fails throws, and kafkajs gives the record again.
/** @param {import("kafkajs").EachMessagePayload} record */
async function handle({ topic, partition, message }) {
  let event;
  try {
    event = read(message);
  } catch {
    console.error(`poison: ${topic}-${partition} at ${message.offset}`);
    return;
  }
  // io.jobevents.job.success: the state whatever the sender's spelling. An unknown tag is a tag like others.
  const state = event.type.slice(event.type.lastIndexOf(".") + 1);
  const { tag = "untagged", outputs = [] } = event.job;
  const line = [event.subject, state, tag, `${outputs.length} files`];
  if (!done.has(key(line))) {
    appendFileSync(EFFECTS, `${line.join("\t")}\n`);
    done.add(key(line));
    console.log(line.join("\t"));
  }
}

const kafka = new Kafka({ clientId: "example-node", brokers, logLevel: logLevel.ERROR });
const admin = kafka.admin();
const consumer = kafka.consumer({ groupId: "example-node" });
let subscribed = 0;

// kafkajs matches a pattern only when it subscribes, so topics that are made later have to be looked for.
async function subscribe() {
  const topics = (await admin.listTopics()).filter((topic) => TOPICS.test(topic));
  if (topics.length > subscribed) {
    await consumer.stop();
    await consumer.subscribe({ topics, fromBeginning: true }); // else the first events of a new topic are passed over
    await consumer.run({ eachMessage: handle });
    subscribed = topics.length;
  }
}

let stopping = false;
async function stop() {
  stopping = true;
  await consumer.disconnect(); // ends the record at hand, commits, and leaves the group
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
