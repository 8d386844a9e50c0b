// Untrusted bodies, headers, keys and values: they are shown as text, and run no scripts, send no requests and do not break the page.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { NARROW, USUAL, fits, following, go, panel, rows, visit } from "./browser.mjs";
import { freshId, job, jsonOf, post, xmlOf } from "./callbacks.mjs";
import { producer, until } from "./world.mjs";

const SCRIPT = "<script>canary()</script>";
const IMAGE = '"><img src=x onerror=canary()>';
const ALL = [
  SCRIPT,
  IMAGE,
  "<svg/onload=canary()>",
  "javascript:canary()",
  "'-canary()-'",
  "${canary()}",
  "{{canary()}}",
  "`+canary()+`",
  "</script><script>canary()</script>",
  "<!--<script>",
  "]]><a href=javascript:canary()>x</a>",
  "\u202egnp.exe",
  "\u2066left\u2069\u200f",
  "a\u0000b\u0007c\u001b[31m",
  "\ud800",
  "x".repeat(10_000),
  "<iframe src=//example.com></iframe>".repeat(20),
  "&lt;b&gt;&amp;",
  "-e\n\nnext line\tand tab\r\n",
  "\ufeff\u00ad\u{e0041}",
];

const BROKEN = Buffer.from([0xff, 0xfe, 0x3c, 0x73, 0xc3, 0x28, 0xf0, 0x9f, 0x00]);

/* Posted as callbacks, in each field that a sender controls. Some are rejected and quarantined. */
async function postAll() {
  for (const text of ALL) {
    for (const name of ["Tag", "State", "Message", "JobId", "QueueId", "UserData"]) {
      await post(jsonOf(job({ [name]: text, ...(name !== "JobId" && { id: freshId() }) })), { type: name === "Tag" ? "<script>canary()</script>" : "text/xml" });
    }
    await post(jsonOf(job({ bucket: text, object: text, [text.slice(0, 100)]: text })));
    await post(xmlOf(job({ object: text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800]/g, ""), tag: IMAGE })));
    await post(`<Response><${text.slice(0, 40)}>${text}`);
    await post(`{"EventName":"${text}","JobsDetail":{`);
  }
  await post(Buffer.concat([Buffer.from('{"JobsDetail":{"JobId":"'), BROKEN, Buffer.from('","State":"Success"}}')]));
  await post(Buffer.concat([Buffer.from("<Response>"), BROKEN, Buffer.from("</Response>")]));
}

const event = (more) => ({
  ce_specversion: "1.0",
  ce_id: "hostile-1",
  ce_source: "/tencentcloud/ci/-/-",
  ce_type: "io.jobevents.job.success",
  ce_subject: "hostile",
  ...more,
});

/* Written to the topics directly, as other producers could: records that no gateway writes. */
async function writeAll() {
  const values = [...ALL, BROKEN];
  const names = ["ce_id", "ce_type", "ce_subject", "ce_jobtag", "ce_jobstate", "ce_origin", "ce_dataschema", "ce_kind", "ce_verdict", "ce_label"];
  const events = values.flatMap((value) => [
    ...names.map((name) => ({ key: "hostile", headers: event({ [name]: value }), value: "{}" })),
    { key: value, headers: event(Object.fromEntries(names.map((name) => [name, value]))), value },
    { key: "hostile", headers: { ...event(), ...(typeof value === "string" ? { [value.slice(0, 300)]: value } : {}) }, value: JSON.stringify({ [String(value)]: String(value), warnings: [String(value)] }) },
    ...["job", "workflow", "moderation"].map((kind) => ({ key: "hostile", headers: event({ ce_type: Buffer.concat([Buffer.from(`io.jobevents.${kind}.`), Buffer.from(value)]) }), value: "{}" })),
  ]);
  events.push(
    { key: null, headers: {}, value: null },
    { key: "hostile", headers: event(), value: "[".repeat(20_000) },
    { key: "hostile", headers: event(), value: JSON.stringify({ jobId: "hostile", long: IMAGE.repeat(20_000) }) },
    { key: "hostile", headers: event({ many: Array.from({ length: 300 }, () => IMAGE) }), value: '{"jobId":"hostile","n":12345678901234567890.1234567890}' },
  );
  const bodies = values.flatMap((value) => [
    ...["reason", "detail", "received-at", "content-type", "ce_origin"].map((name) => ({
      key: freshId(),
      headers: { reason: "malformed-xml", detail: "Not well-formed.", "received-at": "2026-01-01T00:00:00Z", [name]: value },
      value: "<Response>",
    })),
    { key: Buffer.concat([Buffer.from(freshId()), Buffer.from(value)]), headers: { reason: value, detail: value, "content-type": value, ce_origin: value }, value },
  ]);
  bodies.push(
    { key: freshId(), headers: { reason: "malformed-json", detail: "Not JSON." }, value: `{"a":"${"y".repeat(400_000)}"` },
    { key: freshId(), headers: { reason: "malformed-xml", detail: "Not XML." }, value: `<Response>${"\n".repeat(30_000)}</Respons>` },
    { key: freshId(), headers: {}, value: Buffer.alloc(5_000, 0xff) },
  );
  await producer.send({ topic: "ci.jobs.success.snapshot", messages: events });
  await producer.send({ topic: "ci.callbacks.rejected", messages: bodies });
}

/* Fails if untrusted text became an element or a script URL. */
async function isText(page, what) {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('main :is(script, iframe, img, a[href^="javascript" i], form[action], [onerror], [onload]), main a[target]:not([rel~="noopener"])')].map(
      (element) => element.outerHTML.slice(0, 200),
    ),
  );
  assert.deepEqual(found, [], what);
}

/* Opens at most `most` rows of the list in turn. */
async function openEach(page, most, what) {
  const links = await rows(page).locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length > 10, `${what}: ${links.length} rows`);
  const step = Math.max(1, Math.floor(links.length / most));
  for (let at = 0; at < links.length; at += step) {
    await go(page, links[at]);
    await panel(page).locator(".panel-body :is(.facts, .notice)").first().waitFor();
    await isText(page, links[at]);
    await fits(page, `${what} ${links[at]}`);
  }
}

describe("Untrusted text", () => {
  before(async () => {
    await postAll();
    await writeAll();
  });

  test("is text in Live, wide and narrow", () =>
    visit({}, async (page) => {
      await following(page);
      for (const size of [USUAL, NARROW]) {
        await page.setViewportSize(size);
        await go(page, "#/live");
        await until("rows", async () => (await rows(page).count()) >= 50);
        await isText(page, "Live");
        await fits(page, `Live at ${size.width}`);
      }
      for (let more = 0; more < 4; more++) {
        await page.locator('[data-action="older"]').click();
        await page.locator('[data-part="searching"]').waitFor({ state: "detached" });
      }
      assert.ok((await rows(page).count()) > 300, "older ones, too");
      await isText(page, "Live, older");
      await fits(page, "Live, older, narrow");
      await openEach(page, 20, "Live, narrow");
      await page.setViewportSize(USUAL);
      await openEach(page, 40, "Live");
    }));

  test("is shown readably", () =>
    visit({ path: "#/live?topic=ci.jobs.success.snapshot" }, async (page) => {
      await until("rows", async () => (await rows(page).count()) >= 50);
      for (const text of [SCRIPT, IMAGE]) {
        await page.locator("[data-search]").fill(text);
        await until(`rows with ${text}`, async () => (await page.locator("tbody").innerText()).includes(text));
      }
      await page.locator("[data-search]").fill("gnp.exe");
      // A bidirectional control is shown as its code point, and has no effect.
      await until("the sign", async () => (await page.locator("tbody .sign").allTextContents()).includes("U+202E"));
    }));

  test("is text in Quarantine, wide and narrow", () =>
    visit({ path: "#/quarantine" }, async (page) => {
      for (const size of [USUAL, NARROW]) {
        await page.setViewportSize(size);
        await go(page, "#/quarantine");
        await until("bodies", async () => (await rows(page).count()) >= 50);
        await isText(page, "Quarantine");
        await fits(page, `Quarantine at ${size.width}`);
        await openEach(page, 25, `Quarantine at ${size.width}`);
      }
      await go(page, "#/quarantine");
      await page.locator('[data-action="replay-all"]').click();
      await page.locator('dialog.run[open] input[type="checkbox"]').check();
      await page.locator('dialog.run[open] [data-action="confirm"]').click();
      await page.locator("dialog.run[open] .tally").waitFor();
      await isText(page, "a dry run");
      await fits(page, "a dry run");
    }));

  test("is text in Try, and in the address", () =>
    visit({ path: "#/try" }, async (page) => {
      for (const text of ALL) {
        await page.locator("#try-body").fill(jsonOf(job({ tag: text, object: text, [text.slice(0, 100)]: text }), job({ id: text })));
        await page.getByRole("button", { name: "Check", exact: true }).click();
        await page.locator("[data-outcome]").waitFor();
        await isText(page, text);
        await fits(page, text);
      }
      for (const address of [`#/live?tag=${SCRIPT}&state=${IMAGE}`, `#/record/${encodeURIComponent(IMAGE)}/0/0`, `#/${SCRIPT}`, "#/record/%E0%A4%A/0/0", "#/quarantine/-1/x", `#/live?from=${IMAGE}`, "#/live?from=9999&to=never"]) {
        await go(page, address);
        await page.locator("[data-view]").waitFor();
        await isText(page, address);
        await fits(page, address);
      }
    }));
});
