// Live: new records appear without a reload, and existing ones are found.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { choose, following, go, panel, row, rows, rowsAre, search, visit } from "./browser.mjs";
import { brokenXml, freshId, job, jsonOf, publish, reject, specimen, xmlOf } from "./callbacks.mjs";
import { createTopic, producer, until } from "./world.mjs";

/* The texts of the cells, separated by a line. */
const cells = async (line) => (await line.locator("td").allTextContents()).map((text) => text.trim()).join("|");
const hash = (page) => decodeURIComponent(new URL(page.url()).hash);

/* Writes records as the gateway does, with times in the past, to a topic of their own. */
async function write(tag, times) {
  const topic = `ci.jobs.success.${tag.toLowerCase()}`;
  await createTopic(topic);
  const messages = times.map((time, at) => {
    const id = `${tag}-${String(at).padStart(4, "0")}`;
    const headers = {
      ce_specversion: "1.0",
      ce_id: `${id}-0123456789abcdef`,
      ce_source: "/tencentcloud/ci/ap-hongkong/photo-wall-1300000108",
      ce_type: "io.jobevents.job.success",
      ce_subject: id,
      ce_jobtag: tag,
      ce_jobstate: "Success",
      "content-type": "application/json",
    };
    return { key: id, headers, timestamp: String(time), value: JSON.stringify({ jobId: id, state: "Success", tag }) };
  });
  await producer.send({ topic, messages });
}

describe("Live", () => {
  test("an event appears without a reload, with state, tag, topic and id", () =>
    visit({}, async (page) => {
      await following(page);
      await page.evaluate(() => (window.stayed = true));
      const [ofXml, ofJson] = [freshId(), freshId()];
      await publish(xmlOf(job({ id: ofXml })));
      await publish(jsonOf(job({ id: ofJson, state: "Failed", tag: "Transcode" })), { source: "media" });

      await row(page, ofXml).waitFor();
      await row(page, ofJson).waitFor();
      const first = await cells(row(page, ofXml));
      assert.match(first, /Success\|Snapshot\|default\|/);
      assert.match(first, /ci\.jobs\.success\.snapshot/);
      const second = await cells(row(page, ofJson));
      assert.match(second, /Failed\|Transcode\|media\|/);
      assert.match(second, /ci\.jobs\.failed\.transcode/);
      assert.equal(await rows(page).first().locator("a").textContent(), ofJson, "the newest is first");
      assert.equal(await page.evaluate(() => window.stayed), true);
    }));

  test("a rejected callback appears with its reason and sentence", () =>
    visit({}, async (page) => {
      await following(page);
      const { body } = brokenXml();
      const { detail } = await reject("malformed-xml", body);
      const shown = row(page, detail).first();
      await shown.waitFor();
      assert.match(await cells(shown), /Rejected\|malformed-xml\|default\|.*ci\.callbacks\.rejected/);
      await shown.locator("a").click();
      await panel(page).getByText("Open in Quarantine").click();
      await page.locator('[data-view="quarantine"] [data-panel="body"] .at-fault').first().waitFor();
    }));

  test("workflows, moderations and warnings are shown", () =>
    visit({}, async (page) => {
      await following(page);
      const [workflow] = await publish(specimen("jobs-and-workflow.xml").toString().replaceAll(/<RunId>[^<]*/g, `<RunId>i${freshId().slice(1)}`)).then((events) => events.slice(-1));
      await publish(specimen("moderation-audio-block.json"));
      await publish(specimen("code-contradicts-failure.xml"));
      await until("a row of each kind", async () => {
        const all = (await rows(page).allTextContents()).join("\n");
        return /workflow/.test(all) && /audio moderation/.test(all) && /Block/.test(all) && /code-contradicts-state/.test(all);
      });
      assert.ok(workflow.length > 0);
    }));

  test("filters apply, are part of the URL, and survive a reload", () =>
    visit({}, async (page) => {
      await following(page);
      const text = freshId();
      const of = (more) => jsonOf(job({ UserData: text, ...more }));
      await publish(of({ tag: "Concat" }));
      await publish(of({ tag: "Concat", state: "Failed" }));
      await publish(of({ tag: "Animation" }), { source: "media" });
      await reject("invalid-id", of({ id: "x".repeat(300) }), { source: "media" });

      await search(page, text);
      await rowsAre(page, 4);
      assert.ok(!page.url().includes(text), "free text is not in the URL");
      await choose(page, "state", "failed");
      await rowsAre(page, 1);
      assert.match(hash(page), /[?&]state=failed/);
      await choose(page, "state", "success");
      await rowsAre(page, 3);
      await choose(page, "state", "failed", "success"); // neither is chosen any more
      await choose(page, "tag", "animation");
      await rowsAre(page, 1);
      await choose(page, "tag", "concat");
      await rowsAre(page, 3);
      await choose(page, "source", "media");
      await rowsAre(page, 1);
      await page.getByRole("button", { name: "Clear filters" }).first().click();
      await search(page, text);
      await choose(page, "kind", "rejected");
      await rowsAre(page, 1);
      await choose(page, "source", "media");
      await rowsAre(page, 1);
      assert.match(hash(page), /kind=rejected/);
      assert.match(hash(page), /source=media/);
      await choose(page, "reason", "invalid-id");
      await rowsAre(page, 1);

      const before = hash(page);
      await page.reload();
      await following(page);
      assert.equal(hash(page), before);
      await until("what was rejected is there", async () => (await rows(page).count()) > 0);
      const all = await rows(page).allTextContents();
      assert.ok(all.every((line) => /invalid-id/.test(line) && /media/.test(line)), all.join("\n"));
      assert.equal(await page.locator("[data-search]").inputValue(), "", "and free text is gone");
      assert.ok(!(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).includes(text));
    }));

  test("new records that do not match a changed filter are not added", () =>
    visit({ path: "#/live?state=failed" }, async (page) => {
      await following(page);
      const [good, bad] = [freshId(), freshId()];
      await publish(jsonOf(job({ id: good })));
      await publish(jsonOf(job({ id: bad, state: "Failed" })));
      await row(page, bad).waitFor();
      assert.equal(await row(page, good).count(), 0);
    }));

  test("a pause counts new records; resuming shows them", () =>
    visit({}, async (page) => {
      await following(page);
      await page.locator('[data-action="pause"]').click();
      await page.locator('[data-status="paused"]').waitFor();
      const ids = [freshId(), freshId()];
      for (const id of ids) {
        await publish(jsonOf(job({ id })));
      }
      await page.locator('[data-part="missed"]').getByText(/2 new records/).waitFor();
      assert.equal(await row(page, ids[0]).count(), 0);
      await page.locator('[data-action="pause"]').click();
      await row(page, ids[0]).waitFor();
      await row(page, ids[1]).waitFor();
      assert.equal(await page.locator('[data-part="missed"]').count(), 0);
    }));

  test("older records are found up to the first, each once", () =>
    visit({}, async (page) => {
      const now = Date.now();
      await write("Olden", Array.from({ length: 230 }, (_, at) => now - 7_200_000 + at * 1000));
      await go(page, "#/live?tag=olden");
      await until("the newest of them", async () => (await rows(page).count()) >= 50);
      for (let step = 0; step < 6 && (await page.getByText("No older records were found.").count()) === 0; step++) {
        const before = await rows(page).count();
        await page.locator('[data-action="older"]').click();
        await until("more of them", async () => (await rows(page).count()) > before || (await page.getByText("No older records were found.").count()) > 0);
        await page.locator('[data-part="searching"]').waitFor({ state: "detached" });
      }
      await rowsAre(page, 230);
      const ids = await rows(page).locator("a").allTextContents();
      assert.deepEqual(ids, Array.from({ length: 230 }, (_, at) => `Olden-${String(229 - at).padStart(4, "0")}`));
    }));

  test("a start time shows the records since, and a button returns to now", () =>
    visit({ path: "#/live?tag=sometime" }, async (page) => {
      const now = Date.now();
      await write("Sometime", [now - 6 * 3_600_000, now - 4 * 3_600_000, now - 2 * 3_600_000]);
      await page.reload();
      await rowsAre(page, 3);
      const field = (hours) => new Date(now - hours * 3_600_000).toISOString().slice(0, 19);
      await page.locator('[data-facet="time"] summary').click();
      await page.locator('[data-facet="time"] [name="from"]').fill(field(5));
      await page.locator('[data-facet="time"] [name="to"]').fill(field(3));
      await page.locator('[data-facet="time"]').getByRole("button", { name: "Search" }).click();
      await rowsAre(page, 1);
      assert.equal(await rows(page).locator("a").textContent(), "Sometime-0001");
      assert.match(hash(page), /from=/);
      await page.reload();
      await rowsAre(page, 1);
      await page.getByRole("button", { name: "Back to now" }).click();
      await following(page);
      await rowsAre(page, 3);
    }));

  test("a row opens its record: JSON, headers, place, the job's other events", () =>
    visit({}, async (page) => {
      await following(page);
      const id = freshId();
      const [failed] = await publish(jsonOf(job({ id, state: "Failed" })));
      const [succeeded] = await publish(jsonOf(job({ id, tag: "Snapshot" })));
      await page.locator(`a[title="${succeeded}"]`).click();
      const shown = panel(page);
      await shown.locator(".json").getByText(id).first().waitFor();
      const place = new URL(page.url()).hash.match(/#\/record\/ci\.jobs\.success\.snapshot\/(\d+)\/(\d+)/);
      assert.ok(place, page.url());
      const text = await shown.textContent();
      for (const part of ["ce_id", succeeded, "ce_type", "io.jobevents.job.success", `partition ${place[1]}, offset ${place[2]}`, `-p ${place[1]} -o ${place[2]}`]) {
        assert.ok(text.includes(part), `${part} is missing in ${text}`);
      }

      await shown.getByRole("button", { name: "Copy the JSON" }).click();
      const event = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(event.jobId, id);
      assert.equal(event.state, "Success");
      await shown.getByRole("button", { name: "Copy id", exact: true }).click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), succeeded);

      await shown.locator('[data-part="others"] a').first().click();
      await shown.getByText(failed).first().waitFor();
      assert.match(new URL(page.url()).hash, /ci\.jobs\.failed\.snapshot/);
      await page.goBack();
      await shown.getByText(succeeded).first().waitFor();
      await page.reload();
      await shown.getByText(succeeded).first().waitFor();
      await shown.getByRole("button", { name: "Close the details" }).click();
      await shown.waitFor({ state: "detached" });
    }));

  test("a missing record is reported", () =>
    visit({ path: "#/record/ci.jobs.success.snapshot/0/999999" }, async (page) => {
      await panel(page).getByText(/no longer there/).waitFor();
    }));
});
