// The console's API, used by a script, and its guards.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { freshId, job, jsonOf, publish, reject, xmlOf } from "./callbacks.mjs";
import { open, startWithout, stopGateway, strict, until, viewers } from "./world.mjs";

const BEARER = { Authorization: `Bearer ${viewers.alice}` };

/* Sends a request; returns the answer with its text and, if it is JSON, its value. */
async function ask(method, path, { headers = BEARER, body, at = open } = {}) {
  const answer = await fetch(`${at.management}${path}`, { method, headers, body: body === undefined || typeof body === "string" ? body : JSON.stringify(body), redirect: "manual" });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : undefined };
}

/* Sends a GET with headers that fetch does not allow, such as Host. */
const raw = (path, headers) =>
  new Promise((resolve, fail) => {
    request(`${open.management}${path}`, { headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => (text += data)).on("end", () => resolve({ status: answer.statusCode, text }));
    })
      .on("error", fail)
      .end();
  });

/* Reads the events of a stream, until it ends or `enough` returns true. */
async function events(path, body, enough = () => false) {
  const stop = new AbortController();
  const answer = await fetch(`${open.management}${path}`, { method: "POST", headers: BEARER, body: JSON.stringify(body), signal: stop.signal });
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  assert.match(answer.headers.get("content-type"), /^text\/event-stream/);
  const found = [];
  let rest = "";
  try {
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + piece).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const lines = block.split(/\r?\n/);
        const name = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
        if (name !== undefined) {
          const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
          found.push({ name, data: JSON.parse(data) });
        }
      }
      if (enough(found)) {
        break;
      }
    }
  } finally {
    stop.abort();
  }
  return found;
}

function isProblem(answer, status, reason) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  assert.equal(answer.json.reason, reason);
  assert.equal(answer.json.type, `urn:jobevents:problems:${reason}`);
  assert.equal(answer.json.status, status);
  assert.ok(answer.json.title && answer.json.detail);
}

describe("The API", () => {
  test("session and state", async () => {
    const session = await ask("GET", "/console/api/session");
    assert.equal(session.status, 200);
    assert.equal(session.json.name, "alice");
    assert.equal(session.headers.get("cache-control"), "no-store");
    const { json: state } = await ask("GET", "/console/api/state", { at: strict });
    assert.equal(state.pod, "gateway-1");
    assert.deepEqual([...state.sources].sort(), ["default", "media"]);
    for (const name of ["version", "java", "started", "now", "counts", "kafka", "topics", "spool", "secrets", "console", "tags", "reasons", "warnings"]) {
      assert.ok(state[name] !== undefined, name);
    }
    assert.deepEqual((await ask("POST", "/console/api/spool/retry")).json, { retried: 0 });
  });

  test("live, search, a record, its value", async () => {
    const id = freshId();
    const isThere = ({ name, data }) => name === "records" && data.records.some(({ subject }) => subject === id);
    let isTold = false;
    const following = events("/console/api/live", { states: ["success"], tags: ["snapshot"] }, (all) => all.some(isThere)).finally(() => (isTold = true));
    // Posts until the event arrives, since events before the following are not reported.
    await until("the event in the stream", async () => {
      await publish(jsonOf(job({ id })));
      return isTold;
    }, 1_000);
    const found = await following;
    assert.ok(found.some(({ name, data }) => name === "state" && data.following === true));
    const told = found.filter(isThere).flatMap(({ data }) => data.records).find(({ subject }) => subject === id);
    assert.equal(told.kind, "job");
    assert.equal(told.tag, "Snapshot");
    assert.equal(told.topic, "ci.jobs.success.snapshot");

    const searched = await events("/console/api/search", { filter: { text: id }, limit: 1 });
    assert.equal(searched.at(-1).name, "end");
    assert.equal(searched.filter(({ name }) => name === "records").flatMap(({ data }) => data.records).length, 1);

    const place = `/console/api/records/${told.topic}/${told.partition}/${told.offset}`;
    const { json: record } = await ask("GET", place);
    assert.equal(JSON.parse(record.value).jobId, id);
    assert.ok(record.headers.some(({ name, value }) => name === "ce_subject" && value === id));
    const value = await ask("GET", `${place}/value`);
    assert.equal(value.text, record.value);
    assert.match(value.headers.get("content-disposition"), /^attachment/);
    assert.equal(value.headers.get("content-type"), "application/octet-stream");
    isProblem(await ask("GET", "/console/api/records/ci.jobs.success.snapshot/0/99999999"), 404, "not-found");
    isProblem(await ask("GET", "/console/api/records/__consumer_offsets/0/0"), 404, "not-found");
  });

  test("quarantine: list, one body, its bytes, a dry run, a replay, a dismissal", async () => {
    const body = jsonOf(job({ bucket: "film-archive-1300000108" }));
    await reject("bucket-not-accepted", body, { pod: strict });
    const selection = { reasons: ["bucket-not-accepted"], sources: ["default"] };
    const [list] = (await events("/console/api/quarantine", { ...selection, limit: 1 })).filter(({ name }) => name === "list");
    const [{ partition, offset, reason }] = list.data.bodies;
    assert.equal(reason, "bucket-not-accepted");
    const place = `/console/api/quarantine/${partition}/${offset}`;
    const { json: whole } = await ask("GET", place);
    assert.equal(whole.body, body);
    assert.equal(whole.open, true);
    assert.equal(whole.now.verdict, "sound");
    assert.equal((await ask("GET", `${place}/body`)).text, body);

    const bodies = [{ partition, offset }];
    const dry = await events("/console/api/quarantine/replay", { bodies, dryRun: true });
    assert.ok(dry.some(({ name, data }) => name === "judged" && data.verdict === "sound"));
    assert.equal(dry.at(-1).data.tally.replayed, 1);
    const run = await events("/console/api/quarantine/replay", { bodies });
    assert.deepEqual(run.at(-1).data.tally, { replayed: 1, atFault: 0, skipped: 0 });
    assert.equal((await ask("GET", place)).json.open, false);

    await reject("bucket-not-accepted", jsonOf(job({ bucket: "film-archive-1300000108" })), { pod: strict });
    const dismissed = await events("/console/api/quarantine/dismiss", selection);
    assert.ok(dismissed.at(-1).data.dismissed >= 1);
    isProblem(await ask("GET", "/console/api/quarantine/0/99999999"), 404, "not-found");
  });

  test("a second run at the same time is refused as busy", async () => {
    for (let posted = 0; posted < 5; posted++) {
      await reject("bucket-not-accepted", jsonOf(job({ bucket: "film-archive-1300000108" })), { pod: strict });
    }
    const selection = { reasons: ["bucket-not-accepted"], sources: ["default"] };
    let second;
    await events("/console/api/quarantine/replay", { ...selection, rate: 1 }, (all) => {
      if (all.length > 0 && second === undefined) {
        second = ask("POST", "/console/api/quarantine/replay", { body: selection });
      }
      return all.some(({ data }) => data.done >= 2);
    });
    isProblem(await second, 409, "busy");
    await until("the first has ended with its request", async () => (await ask("POST", "/console/api/quarantine/dismiss", { body: selection })).status === 200);
  });

  test("check", async () => {
    const good = await ask("POST", "/console/api/check?source=media", { body: xmlOf(job()) });
    assert.equal(good.json.outcome, "published");
    assert.equal(good.json.events[0].topic, "ci.jobs.success.snapshot");
    const bad = await ask("POST", "/console/api/check?source=default&contentType=application/xml", { body: "<Response>\n</Respons>" });
    assert.equal(bad.json.outcome, "rejected");
    assert.equal(bad.json.faults[0].place.line, 2);
    assert.equal((await ask("POST", "/console/api/check?source=nobody", { body: "x" })).status, 400);
  });

  test("invalid requests are refused with a sentence", async () => {
    isProblem(await ask("POST", "/console/api/search", { body: "[" }), 400, "malformed-request");
    isProblem(await ask("POST", "/console/api/live", { body: { nothing: true } }), 400, "malformed-request");
    isProblem(await ask("POST", "/console/api/quarantine", { body: { reasons: "x" } }), 400, "malformed-request");
    assert.equal((await ask("POST", "/console/api/search", { body: JSON.stringify({ filter: { text: "x".repeat(70_000) } }) })).status, 413);
    assert.equal((await ask("GET", "/console/api/nothing")).status, 404);
    assert.equal((await ask("POST", "/console/api/specimen")).status, 404, "only in dev mode");
  });
});

describe("The guards", () => {
  test("401 without a session, and with an invalid one", async () => {
    for (const path of ["session", "state", "records/ci.jobs.success.snapshot/0/0", "quarantine/0/0"]) {
      isProblem(await ask("GET", `/console/api/${path}`, { headers: {} }), 401, "unauthorized");
    }
    for (const path of ["live", "search", "quarantine", "quarantine/replay", "quarantine/dismiss", "check", "spool/retry"]) {
      isProblem(await ask("POST", `/console/api/${path}`, { headers: { "X-Console": "1" }, body: {} }), 401, "unauthorized");
    }
    isProblem(await ask("GET", "/console/api/state", { headers: { Cookie: "console-session=YWxpY2UgOTk5OTk5OTk5OXh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4" } }), 401, "unauthorized");
    isProblem(await ask("GET", "/console/api/state", { headers: { Authorization: "Bearer nobody-has-this-token" } }), 401, "unauthorized");
    assert.equal((await ask("GET", "/console/api/state")).status, 200, "the right one clears it");
  });

  test("403 without the header X-Console, and from another origin", async () => {
    const login = await ask("POST", "/console/api/session", { headers: { "X-Console": "1" }, body: { token: viewers.bob } });
    const [Cookie] = login.headers.get("set-cookie").split(";");
    assert.equal((await ask("GET", "/console/api/state", { headers: { Cookie } })).status, 200);
    isProblem(await ask("POST", "/console/api/spool/retry", { headers: { Cookie } }), 403, "header-missing");
    isProblem(await ask("POST", "/console/api/session", { headers: {}, body: { token: viewers.bob } }), 403, "header-missing");
    assert.equal((await ask("POST", "/console/api/spool/retry", { headers: { Cookie, "X-Console": "1" } })).status, 200);
    for (const Origin of ["https://example.com", "null", "http://localhost:1"]) {
      assert.equal((await ask("POST", "/console/api/spool/retry", { headers: { Cookie, "X-Console": "1", Origin } })).status, 403, Origin);
    }
    assert.equal((await ask("POST", "/console/api/spool/retry", { headers: { Cookie, "X-Console": "1", Origin: open.management } })).status, 200);
    const foreign = await ask("GET", "/console/api/state", { headers: { Cookie, Origin: "https://example.com" } });
    assert.equal(foreign.status, 403);
    assert.equal(foreign.headers.get("access-control-allow-origin"), null);
  });

  test("the cookie is Secure behind TLS", async () => {
    const login = await ask("POST", "/console/api/session", { headers: { "X-Console": "1", "X-Forwarded-Proto": "https" }, body: { token: viewers.bob } });
    assert.match(login.headers.get("set-cookie"), /; *Secure/i);
  });

  test("each answer has the security headers", async () => {
    for (const path of ["/console", "/console/app.js", "/console/api/state", "/console/api/nothing"]) {
      const { headers } = await ask("GET", path);
      assert.match(headers.get("content-security-policy"), /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("referrer-policy"), "no-referrer");
    }
    const slash = await ask("GET", "/console/");
    assert.equal(slash.status, 308);
    assert.equal(new URL(slash.headers.get("location"), `${open.management}/console/`).pathname, "/console");
    const first = await ask("GET", "/console/app.js");
    assert.equal((await ask("GET", "/console/app.js", { headers: { "If-None-Match": first.headers.get("etag") } })).status, 304);
    assert.equal((await raw("/console/%2e%2e/application.properties", {})).status, 404);
    assert.equal((await raw("/console/lib/../../application.properties", {})).status, 404);
  });

  test("with tokens any host is accepted", async () => {
    assert.equal((await raw("/console", { Host: "console.example" })).status, 200);
  });

  test("the public port does not serve the console", async () => {
    for (const path of ["/console", "/console/app.js", "/console/api/session", "/console/api/state", "/console/lib/lit-html.js"]) {
      assert.equal((await fetch(`${open.door}${path}`)).status, 404, path);
    }
  });

  describe("where the console is off", () => {
    let gateway;
    before(async () => {
      gateway = await startWithout();
    });
    after(() => stopGateway(gateway));

    test("every path is not found", async () => {
      for (const path of ["/console", "/console/", "/console/app.js", "/console/api/session", "/console/api/state"]) {
        assert.equal((await ask("GET", path, { at: gateway })).status, 404, path);
      }
      assert.equal((await ask("POST", "/console/api/live", { at: gateway, body: {} })).status, 404);
      assert.equal((await ask("GET", "/openapi", { at: gateway })).status, 200);
    });
  });
});
