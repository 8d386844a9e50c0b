// The environment of the console's tests: a real Kafka, the packaged gateway as two pods with different settings and one without a
// console, and a load balancer. `ROOT` is the folder of the checkout.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka, logLevel } from "kafkajs";

const root = process.env.ROOT;
const java = join(process.env.JAVA_HOME, "bin", "java");
const folder = mkdtempSync(join(tmpdir(), "console-"));

/** The folder of logs and screenshots. */
export const target = join(root, "target/console");
mkdirSync(target, { recursive: true });

/** In ms; much longer than any step, so that a hanging test ends. */
export const PATIENCE = Number(process.env.PATIENCE ?? 90_000);

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for a condition, and returns its value. */
export async function until(what, condition, pause = 100) {
  for (const end = Date.now() + PATIENCE; ; await sleep(pause)) {
    const value = await condition();
    if (value) {
      return value;
    }
    assert.ok(Date.now() < end, `in vain: ${typeof what === "function" ? await what() : what}`);
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const processes = new Set();

/* Starts a process. Its output goes to a file, and is printed if the process ends too early. */
function start(name, args, env = {}) {
  const child = spawn(java, args, { cwd: root, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...env } });
  const run = { name, child, output: "", isRunning: true };
  const log = join(target, `${name}.log`);
  writeFileSync(log, "");
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      run.output += data;
      appendFileSync(log, data);
    });
  }
  run.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  run.ended.then(() => {
    run.isRunning = false;
    processes.delete(run);
  });
  processes.add(run);
  return run;
}

function mustRun(run) {
  assert.ok(run.isRunning, `${run.name} has ended:\n${run.output.slice(-4_000)}`);
}

process.on("exit", () => processes.forEach(({ child }) => child.kill("SIGKILL")));

/* Secrets, which must appear nowhere. */
const secret = (name) => `${name}-${randomBytes(12).toString("hex")}`;
export const senders = { default: secret("sender"), media: secret("sender-of-media") };
export const viewers = { alice: secret("alice"), bob: secret("bob"), leaver: secret("leaver") };

const tokensFile = join(folder, "console-tokens");

/** Replaces the file of the console's tokens atomically. */
export function writeTokens(tokens) {
  const lines = Object.entries(tokens).map(([name, token]) => `${name}:${token}\n`);
  writeFileSync(`${tokensFile}.new`, lines.join(""));
  renameSync(`${tokensFile}.new`, tokensFile);
}
writeTokens(viewers);

const kafkaPort = await freePort();
const bootstrap = `localhost:${kafkaPort}`;

async function startBroker() {
  const classPath = `target/test-classes:${readFileSync(join(root, "target/test.classpath"), "utf8").trim()}`;
  const options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"];
  const main = "io.jobevents.gateway.tools.dev.DevBroker";
  const broker = start("broker", [...options, "-cp", classPath, main, String(kafkaPort), join(folder, "broker")]);
  await until("Kafka answers", () => {
    mustRun(broker);
    return broker.output.includes("ready");
  });
  return broker;
}

async function startGateway(name, more = {}) {
  const port = await freePort();
  const management = await freePort();
  const settings = {
    "kafka.bootstrap.servers": bootstrap,
    "quarkus.http.host": "127.0.0.1",
    "quarkus.http.port": port,
    "quarkus.management.host": "127.0.0.1",
    "quarkus.management.port": management,
    "gateway.http.tokens": senders.default,
    "gateway.sources.media.tokens": senders.media,
    "gateway.topics.create": "on-demand",
    "gateway.spool.path": join(folder, name),
    "gateway.console.enabled": true,
    "gateway.console.tokens-file": tokensFile,
    ...more,
  };
  const options = Object.entries(settings).map(([key, value]) => `-D${key}=${value}`);
  const jvm = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"];
  const run = start(name, [...jvm, ...options, "-jar", "target/quarkus-app/quarkus-run.jar"], { HOSTNAME: name });
  return { name, run, door: `http://localhost:${port}`, management: `http://localhost:${management}` };
}

async function ready({ run, management }) {
  await until(`${run.name} is ready`, async () => {
    mustRun(run);
    return fetch(`${management}/q/health/ready`).then(({ ok }) => ok, () => false);
  });
}

/** The buckets that the strict pod accepts; the other pod accepts all. */
export const ACCEPTED = "trip-photos-1300000042";

const broker = await startBroker();
/** The pod that accepts all buckets; most tests use it. */
export const open = await startGateway("gateway-0");
/** A pod that rejects callbacks of other buckets. */
export const strict = await startGateway("gateway-1", { "gateway.accept.buckets": ACCEPTED });
await Promise.all([ready(open), ready(strict)]);

/** A gateway without the console, which is the default. */
export async function startWithout() {
  const gateway = await startGateway("without-console", { "gateway.console.enabled": false });
  await ready(gateway);
  return gateway;
}

/* A round-robin load balancer without sticky sessions. */
export const proxy = await new Promise((resolve) => {
  const pods = [open, strict];
  const counts = new Map(pods.map(({ name }) => [name, 0]));
  let next = 0;
  const server = createHttpServer((from, answer) => {
    const pod = pods[next++ % pods.length];
    counts.set(pod.name, counts.get(pod.name) + 1);
    const { hostname, port } = new URL(pod.management);
    const onward = request({ hostname, port, method: from.method, path: from.url, headers: from.headers }, (back) => {
      answer.writeHead(back.statusCode, back.rawHeaders);
      back.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    from.pipe(onward);
  }).listen(0, "127.0.0.1", () => {
    resolve({ management: `http://localhost:${server.address().port}`, counts, close: () => server.close() });
  });
});

const kafka = new Kafka({ clientId: "console-tests", brokers: [bootstrap], logLevel: logLevel.NOTHING });
export const admin = kafka.admin();
export const producer = kafka.producer();
await Promise.all([admin.connect(), producer.connect()]);

/** The end offsets of all topics, to check whether records were written. */
export async function ends() {
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith("ci.")).sort();
  const all = {};
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      all[`${topic}/${partition}`] = high;
    }
  }
  return all;
}

/** Creates a topic for a single test. */
export const createTopic = (topic) => admin.createTopics({ topics: [{ topic, numPartitions: 3 }] });

/** The logs of both pods. */
export const logs = () => [open, strict].map(({ run }) => run.output).join("");

/** The log lines of logins and changes. */
export const changes = () =>
  logs()
    .split("\n")
    .filter((line) => line.includes('"change"'))
    .map((line) => JSON.parse(line));

/* Kills the process, since no test depends on its shutdown. */
async function stop(run) {
  run.child.kill("SIGKILL");
  await run.ended;
}

export const stopGateway = ({ run }) => stop(run);

/** Stops all processes, Kafka last. */
export async function stopAll() {
  proxy.close();
  await Promise.all([admin.disconnect(), producer.disconnect()]);
  await Promise.all([...processes].filter((run) => run !== broker).map(stop));
  await stop(broker);
  rmSync(folder, { recursive: true, force: true });
}
