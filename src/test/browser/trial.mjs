// Try: checks of callbacks, without publishing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { visit } from "./browser.mjs";
import { brokenXml, freshId, job, jsonOf, specimen, xmlOf } from "./callbacks.mjs";
import { ends } from "./world.mjs";

const outcome = (page, word) => page.locator(`[data-outcome="${word}"]`).waitFor();

async function check(page, text) {
  await page.locator("#try-body").fill(text);
  await page.getByRole("button", { name: "Check", exact: true }).click();
}

/* Drops a file on the form. */
async function drop(page, name, bytes) {
  const transfer = await page.evaluateHandle(([title, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], title));
    return data;
  }, [name, [...bytes]]);
  await page.dispatchEvent(".try-form", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent(".try-form", "drop", { dataTransfer: transfer });
  await page.locator('[data-part="file"]').getByText(name).waitFor();
}

describe("Try", () => {
  let offsets;
  before(async () => {
    offsets = await ends();
  });
  after(async () => assert.deepEqual(await ends(), offsets, "nothing was published"));

  test("XML shows its event, topic, key and headers", () =>
    visit({ path: "#/try" }, async (page) => {
      const id = freshId();
      await check(page, xmlOf(job({ id, state: "Failed", tag: "Concat" })));
      await outcome(page, "published");
      const event = page.locator('[data-part="event"]');
      const text = await event.textContent();
      for (const part of ["ci.jobs.failed.concat", id, "ce_type", "io.jobevents.job.failed", "ce_subject"]) {
        assert.ok(text.includes(part), part);
      }
      assert.equal(JSON.parse(await event.locator(".json").textContent()).tag, "Concat");
    }));

  test("JSON is checked by Ctrl+Enter", () =>
    visit({ path: "#/try" }, async (page) => {
      const id = freshId();
      await page.locator("#try-body").fill(jsonOf(job({ id })));
      await page.locator("#try-body").press("Control+Enter");
      await outcome(page, "published");
      assert.ok((await page.locator('[data-part="event"] .json').textContent()).includes(id));
    }));

  test("a fault is marked in its line", () =>
    visit({ path: "#/try" }, async (page) => {
      const { body, line } = brokenXml();
      await check(page, body);
      await outcome(page, "rejected");
      assert.equal(await page.locator(".line.at-fault .gutter").textContent(), String(line));
      assert.match(await page.locator('[data-part="fault"]').textContent(), new RegExp(`malformed-xml.*line ${line},`));

      await check(page, '{\n  "JobsDetail": {\n    "JobId": "a"\n    "State": "Success"\n  }\n}');
      await page.locator('[data-part="fault"]').getByText("malformed-json").waitFor();
      assert.equal(await page.locator(".line.at-fault .gutter").textContent(), "4");
    }));

  test("each fault of several jobs is shown, with the events of the others", () =>
    visit({ path: "#/try" }, async (page) => {
      await check(page, jsonOf(job(), job({ id: "" }), job()));
      await outcome(page, "mixed");
      assert.equal(await page.locator('[data-part="event"]').count(), 2);
      assert.match(await page.locator('[data-part="fault"]').textContent(), /part 2/);
    }));

  test("a test request of the sender, and an unknown body", () =>
    visit({ path: "#/try" }, async (page) => {
      await check(page, "");
      await outcome(page, "probe");
      await check(page, '{"message":"hello"}');
      await outcome(page, "rejected");
      await page.getByText("unknown-callback").first().waitFor();
    }));

  test("a dropped file is checked byte for byte, and can be removed", () =>
    visit({ path: "#/try" }, async (page) => {
      const text = xmlOf(job({ object: "trips/\u65c5.mp4" })).replace("<Response>", '<?xml version="1.0" encoding="GBK"?>\n<Response>');
      // The two bytes of that character in GBK, which are not valid UTF-8.
      const bytes = Buffer.concat(text.split("\u65c5").flatMap((part, at) => (at === 0 ? [Buffer.from(part)] : [Buffer.from([0xc2, 0xc3]), Buffer.from(part)])));
      await drop(page, "callback.xml", bytes);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await outcome(page, "published");
      assert.ok((await page.locator('[data-part="event"] .json').textContent()).includes("trips/\u65c5.mp4"));
      await page.getByRole("button", { name: "Remove the file" }).click();
      await page.locator("#try-body").waitFor();
    }));

  test("a golden callback gives its golden event", () =>
    visit({ path: "#/try" }, async (page) => {
      await page.locator("#try-file").setInputFiles({ name: "snapshot.json", mimeType: "application/json", buffer: specimen("snapshot-success.json") });
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await outcome(page, "published");
      const golden = JSON.parse(readFileSync(join(process.env.ROOT, "src/test/resources/events/snapshot-success.json"), "utf8"));
      assert.deepEqual(JSON.parse(await page.locator('[data-part="event"] .json').textContent()), golden);
    }));

  test("uses the settings of the source", () =>
    visit({ path: "#/try" }, async (page) => {
      await page.locator("#try-source option[value='media']").waitFor({ state: "attached" });
      await page.locator("#try-source").selectOption("media");
      await check(page, jsonOf(job()));
      await outcome(page, "published");
      assert.match(await page.locator('[data-part="event"]').textContent(), /ce_origin\s+media/);
    }));
});
