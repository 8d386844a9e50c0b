// Tests the examples with a real broker and the packaged gateway: `node examples.mjs ROOT [NAME…]`. Posts callbacks, repeats them, and
// writes foreign records to the topics; then each example must have had exactly one effect per finished job. .ci/examples copies
// this file next to its node_modules with kafkajs.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka, logLevel } from "kafkajs";

const [, , root, ...names] = process.argv;
const java = join(process.env.JAVA_HOME, "bin", "java");
const folder = mkdtempSync(join(tmpdir(), "examples-"));
const specimens = join(root, "src/test/resources/callbacks");
const TOPICS = /^ci\.jobs\.(success|failed)\./;
const PATIENCE = 180_000; // in ms; much longer than any step, so that a hanging process is ended

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, run, condition) {
  for (const end = Date.now() + PATIENCE; Date.now() < end && processes.has(run); await sleep(500)) {
    const value = await condition();
    if (value) {
      return value;
    }
  }
  throw new Error(`in vain: ${what}\n--- ${run.name}\n${run.output.slice(-8_000)}`);
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const processes = new Set();

// Starts a process whose output is printed if the test fails.
function start(name, command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], ...options });
  const run = { name, child, output: "" };
  child.stdout.on("data", (data) => (run.output += data));
  child.stderr.on("data", (data) => (run.output += data));
  run.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  run.ended.then(() => processes.delete(run));
  processes.add(run);
  return run;
}

async function stop(run) {
  run.child.kill("SIGTERM");
  const end = await Promise.race([run.ended, sleep(PATIENCE).then(() => "never")]);
  assert.ok([0, 143].includes(end), `${run.name} ends by SIGTERM: ${end}\n${run.output}`);
}

const kafkaPort = await freePort();
const httpPort = await freePort();
const bootstrap = `localhost:${kafkaPort}`;

function startBroker() {
  const classPath = `target/test-classes:${readFileSync(join(root, "target/test.classpath"), "utf8").trim()}`;
  const options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"];
  const main = "io.jobevents.gateway.tools.dev.DevBroker";
  return start("broker", java, [...options, "-cp", classPath, main, String(kafkaPort), join(folder, "broker")], { cwd: root });
}

async function startGateway() {
  const settings = {
    "kafka.bootstrap.servers": bootstrap,
    "quarkus.http.host": "127.0.0.1",
    "quarkus.http.port": httpPort,
    "quarkus.management.host": "127.0.0.1",
    "quarkus.management.port": await freePort(),
    "gateway.http.auth": "none",
    "gateway.topics.create": "on-demand",
    "gateway.spool.path": join(folder, "spool"),
  };
  const options = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
  return start("gateway", java, [...options, "-jar", "target/quarkus-app/quarkus-run.jar"], { cwd: root });
}

// The expected effect of a finished job: a line of subject, state and tag.
const expected = new Set();

async function post(body, state, tag) {
  const answer = await fetch(`http://localhost:${httpPort}/callbacks`, { method: "POST", body });
  const { outcome, events } = await answer.json();
  assert.equal(outcome, "published");
  if (state !== undefined) {
    events.forEach((id) => expected.add(`${id.slice(0, id.lastIndexOf("-"))}\t${state}\t${tag}`));
  }
  return events;
}

const specimen = (file) => readFileSync(join(specimens, file));

const job = (id, more) => JSON.stringify({ EventName: "TaskFinish", JobsDetail: { JobId: id, Code: "Success", ...more } });

const kafka = new Kafka({ clientId: "examples", brokers: [bootstrap], logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const admin = kafka.admin();

// A record as this version of the gateway writes it, or as a later one may.
function record(id, value) {
  const headers = {
    ce_specversion: "1.0",
    ce_id: `${id}-0123456789abcdef`,
    ce_source: "/tencentcloud/ci/-/-",
    ce_type: "io.jobevents.job.success",
    ce_subject: id,
    ce_new: "x",
    "content-type": "application/json",
  };
  return { key: id, headers, value };
}

const example = (name, effects, ...options) =>
  start(name, join(root, "examples", name, "run"), options, {
    env: { ...process.env, KAFKA_BOOTSTRAP_SERVERS: bootstrap, EFFECTS: join(folder, effects) },
  });

const all = {
  // Its types are generated from the served schema.
  java: { start: () => example("java", "java.tsv", `-Dschema=${join(folder, "job-event.json")}`), effects: () => lines("java.tsv") },
  node: { start: () => example("node", "node.tsv"), effects: () => lines("node.tsv") },
  quarkus: { start: () => example("quarkus", "quarkus"), effects: rows },
};

const examples = names.length === 0 ? all : Object.fromEntries(names.map((name) => [name, all[name]]));

const lines = (file) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trimEnd().split("\n") : [];

// Queries the database with H2's tool while the example is stopped.
function rows() {
  const libraries = join(root, "examples/quarkus/target/quarkus-app/lib/main");
  const h2 = join(libraries, readdirSync(libraries).find((name) => name.startsWith("com.h2database.h2-")));
  const script = join(folder, "effects.csv");
  const sql = `CALL CSVWRITE('${script}', 'SELECT subject, state, tag FROM effect', 'fieldSeparator=' || CHAR(9) || ' fieldDelimiter= writeColumnHeader=false')`;
  execFileSync(java, ["-cp", h2, "org.h2.tools.Shell", "-url", `jdbc:h2:file:${join(folder, "quarkus")}`, "-sql", sql]);
  return readFileSync(script, "utf8").trimEnd().split("\n");
}

// Whether the group has committed the ends of all topics that match.
async function isRead(groupId) {
  const topics = (await admin.listTopics()).filter((topic) => TOPICS.test(topic));
  const committed = await admin.fetchOffsets({ groupId, topics });
  const offsets = new Map(committed.flatMap(({ topic, partitions }) => partitions.map((p) => [`${topic}-${p.partition}`, p.offset])));
  const ends = await Promise.all(
    topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map((p) => [`${topic}-${p.partition}`, p.high])),
  );
  return ends.flat().every(([place, end]) => end === "0" || offsets.get(place) === end);
}

function check(name, effects) {
  const had = effects.map((line) => line.split("\t").slice(0, 3).join("\t")).sort();
  assert.deepEqual(had, [...expected].sort(), `effects of ${name}`);
}

async function test() {
  const broker = startBroker();
  await until("the broker", broker, () => broker.output.includes("ready"));
  const gateway = await startGateway();
  await until("the gateway", gateway, () => fetch(`http://localhost:${httpPort}/ready`).then((answer) => answer.ok, () => false));
  await Promise.all([producer.connect(), admin.connect()]);

  const schema = await fetch(`http://localhost:${httpPort}/schemas/job-event/1`);
  writeFileSync(join(folder, "job-event.json"), await schema.text());

  // A topic that exists before the examples start.
  await post(specimen("transcode-success.xml"), "success", "Transcode");
  let running = {};
  for (const [name, { start }] of Object.entries(examples)) {
    running[name] = start(); // also builds it, so not in parallel
    await until(`the first event in ${name}`, running[name], () => isRead(`example-${name}`));
    console.log(`${name} has read its first event`);
  }

  // Topics created later, a tag outside the catalogue, a job without a tag.
  await post(specimen("snapshot-success.xml"), "success", "Snapshot");
  await post(specimen("docprocess-failed.xml"), "failed", "DocProcess");
  const [first] = await post(job("jh1", { State: "Success", Tag: "HoloCast" }), "success", "HoloCast");
  await post(job("jh2", { State: "SUCCESS" }), "success", "untagged");
  await post(job("jh3", { State: "Running", Tag: "Transcode" })); // not finished
  // The same callback in the other format, the same again, and the same job with another text, which has another id.
  await post(specimen("transcode-success.json"));
  await post(specimen("snapshot-success.xml"));
  const [second] = await post(job("jh1", { State: "Success", Tag: "HoloCast", Message: "once more" }));
  assert.notEqual(first, second);
  // A job that fails and succeeds later has two effects.
  await post(job("jh4", { State: "Failed", Code: "Busy", Tag: "Tts" }), "failed", "Tts");
  await post(job("jh4", { State: "Success", Tag: "Tts" }), "success", "Tts");

  // On one partition: unreadable records, and after them an event with members unknown to the current schema.
  const more = { jobId: "jm1", state: "Success", tag: "Transcode", colour: { deep: [1, null] }, outputs: [{ key: "k", size: 7 }], warnings: ["odd"] };
  expected.add("jm1\tsuccess\tTranscode");
  const topic = "ci.jobs.success.transcode";
  const poison = [
    { key: null, value: "no headers" },
    record("jp1", "{not JSON"),
    record("jp2", null),
    record("jp3", "[]"),
    record("jp5", "null"),
    { ...record("jp4", '{"jobId":"jp4","state":"Success"}'), headers: { ce_specversion: "1.0" } },
    record("jm1", JSON.stringify(more)),
    record("jm1", JSON.stringify({ ...more, message: "again" })),
  ];
  await producer.send({ topic, messages: poison.map((message) => ({ ...message, partition: 0 })) });

  for (const name of Object.keys(examples)) {
    await until(`all events in ${name}`, running[name], () => isRead(`example-${name}`));
    await stop(running[name]);
    check(name, examples[name].effects());
    // Each once or more: new topics rebalance the group, which reads records again that it has not committed.
    const reported = new Set(running[name].output.match(/poison: ci\.jobs\.success\.transcode-0 at \d+/g));
    assert.equal(reported.size, 6, `poison in ${name}`);
    console.log(`${name}: ${expected.size} effects, once each, and stopped`);
  }

  // While the examples are stopped: a new event, and copies of known ones. After a restart they continue at their offsets.
  await post(specimen("animation-success.xml"), "success", "Animation");
  await post(job("jh1", { State: "Success", Tag: "HoloCast", Message: "and once more" }));
  await post(specimen("snapshot-success.json"));
  for (const [name, { start, effects }] of Object.entries(examples)) {
    const run = start();
    await until(`the rest in ${name}`, run, () => isRead(`example-${name}`));
    await stop(run);
    check(name, effects());
    console.log(`${name}: ${expected.size} effects after another start`);
  }
  await stop(gateway);
  broker.child.stdin.end();
  await broker.ended;
}

try {
  await test();
} catch (error) {
  for (const { name, output } of processes) {
    console.error(`--- ${name}\n${output.slice(-8_000)}`);
  }
  console.error(error);
  process.exitCode = 1;
} finally {
  await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
  processes.forEach(({ child }) => child.kill("SIGKILL"));
  rmSync(folder, { recursive: true, force: true });
}
