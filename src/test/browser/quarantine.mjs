// Quarantine: lists of rejected bodies, details, replay and dismissal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { following, go, panel, row, rows, rowsAre, search, visit } from "./browser.mjs";
import { brokenXml, freshId, job, jsonOf, post, reject, xmlOf } from "./callbacks.mjs";
import { changes, strict, until } from "./world.mjs";

const dialog = (page) => page.locator("dialog.run[open]");
const titled = (page, title) => dialog(page).locator("#run-title").filter({ hasText: title }).waitFor();
const tally = async (page) => Object.fromEntries(
  await dialog(page).locator(".tally tr").evaluateAll((lines) => lines.map((line) => [line.cells[0].textContent, Number(line.cells[1].textContent)])));

async function confirm(page) {
  await dialog(page).locator('[data-action="confirm"]').click();
}

async function close(page) {
  await dialog(page).locator('[data-action="close"]').click();
  await dialog(page).waitFor({ state: "detached" });
}

const group = (page, reason, source) => page.locator(".group").filter({ hasText: reason }).filter({ hasText: source });

/* The number of open bodies of a group; 0 without the group. */
async function counted(page, reason, source) {
  const found = group(page, reason, source);
  return (await found.count()) === 0 ? 0 : Number((await found.locator(".num").first().textContent()).replaceAll(",", ""));
}

/* Reloads the list until the group has a number of bodies. */
async function countIs(page, reason, source, count) {
  await until(`${count} × ${reason} of ${source}`, async () => {
    await page.locator('[data-part="loading"]').waitFor({ state: "detached" });
    if ((await counted(page, reason, source)) === count) {
      return true;
    }
    await page.reload();
    await page.locator('[data-view="quarantine"] :is(.list-foot, .empty):not([data-part])').first().waitFor();
    return (await counted(page, reason, source)) === count;
  }, 1_000);
}

/* Rejected by the strict pod, which accepts other buckets, and valid for the other pod. */
async function rejectByBucket(count) {
  const ids = Array.from({ length: count }, freshId);
  for (const id of ids) {
    await reject("bucket-not-accepted", jsonOf(job({ id, bucket: "film-archive-1300000108" })), { pod: strict, source: "media" });
  }
  return ids;
}

const openFirst = (page) => rows(page).first().locator("a").click();

describe("Quarantine", () => {
  test("bodies are counted by reason and source, and a fault is marked in its line", () =>
    visit({ path: "#/quarantine" }, async (page) => {
      const before = await until("the list", async () => {
        await page.locator('[data-view="quarantine"] :is(.list-foot, .empty):not([data-part])').first().waitFor();
        return [await counted(page, "malformed-xml", "media")];
      });
      const all = [brokenXml(), brokenXml(), brokenXml()];
      let detail;
      for (const { body } of all) {
        ({ detail } = await reject("malformed-xml", body, { source: "media", type: "application/xml" }));
      }
      await countIs(page, "malformed-xml", "media", before[0] + 3);
      await group(page, "malformed-xml", "media").click();
      assert.match(page.url(), /reason=malformed-xml/);
      await rowsAre(page, before[0] + 3);
      const cells = await rows(page).first().locator("td").allTextContents();
    assert.match(cells.map((text) => text.trim()).join("|"), /malformed-xml\|media\|.*\|application\/xml\|477 B/);

      await openFirst(page);
      const { body, line, id } = all.at(-1);
      const marked = panel(page).locator(".line.at-fault");
      await marked.waitFor();
      assert.ok((await panel(page).textContent()).includes(detail));
      assert.equal(await marked.locator(".gutter").textContent(), String(line));
      assert.equal(Number(detail.match(/line (\d+)/)[1]), line);
      const content = await marked.locator(".content").textContent();
      assert.equal(content, body.split("\n")[line - 1]);
      const column = Number(detail.match(/column (\d+)/)[1]);
      const at = await marked.locator(".content").evaluate((element) => {
        const range = document.createRange();
        range.setStart(element, 0);
        range.setEndBefore(element.querySelector("mark"));
        return range.toString().length + 1;
      });
      assert.ok(Math.abs(at - column) <= "</UsrData>".length, `marked at ${at}, said ${column}`);
      assert.ok(body.split("\n").some((one) => one.includes(id)));
      const gutters = await panel(page).locator(".line .gutter").allTextContents();
      assert.deepEqual(gutters, gutters.map((_, index) => String(index + 1)));
    }));

  test("a fault with a path instead of a line is marked", () =>
    visit({}, async (page) => {
      const body = `{\n  "EventName": "TaskFinish",\n  "JobsDetail": {\n    "JobId": "${"x".repeat(300)}",\n    "State": "Success",\n    "Tag": "Snapshot"\n  }\n}`;
      await reject("invalid-id", body, { source: "media" });
      await go(page, "#/quarantine?reason=invalid-id&source=media");
      await openFirst(page);
      const marked = panel(page).locator(".line.at-fault");
      await marked.waitFor();
      assert.equal(await marked.locator(".gutter").textContent(), "4");
    }));

  test("a body still at fault stays open after a replay, and the result says so", () =>
    visit({ path: "#/quarantine?reason=malformed-xml&source=media" }, async (page) => {
      await until("the bodies", async () => (await rows(page).count()) >= 3);
      const before = await rows(page).count();
      await openFirst(page);
      await panel(page).getByText("This version rejects it too.").waitFor();
      await panel(page).locator('[data-action="replay"]').click();
      await titled(page, "Replay 1 body?");
      await confirm(page);
      await titled(page, "Done");
      assert.deepEqual(await tally(page), { Replayed: 0, "Still at fault": 1, Skipped: 0 });
      await close(page);
      await rowsAre(page, before);
    }));

  test("a body that is valid now shows its events; a dry run changes nothing; a replay publishes them", () =>
    visit({}, async (page, context) => {
      const [id] = await rejectByBucket(1);
      await go(page, "#/quarantine?reason=bucket-not-accepted&source=media");
      await rowsAre(page, 1);
      await openFirst(page);
      const now = panel(page).locator('[data-part="now"]');
      await now.getByText("With this version it would become:").waitFor();
      assert.ok((await now.locator(".json").textContent()).includes(id));
      assert.ok((await now.textContent()).includes("ci.jobs.success.snapshot"));

      const live = await context.newPage();
      await live.goto(`/console#/live`);
      await following(live);
      await page.bringToFront(); // a tab that is hidden draws nothing
      await panel(page).locator('[data-action="replay"]').click();
      await dialog(page).locator('input[type="checkbox"]').check();
      await confirm(page);
      await titled(page, "Done");
      assert.deepEqual(await tally(page), { "Would be replayed": 1, "Still at fault": 0, Skipped: 0 });
      assert.match(await dialog(page).locator(".judged").textContent(), /sound/);
      await close(page);
      await rowsAre(page, 1);
      assert.equal(await row(live, id).count(), 0, "nothing was published");

      await panel(page).locator('[data-action="replay"]').click();
      await confirm(page);
      await titled(page, "Done");
      assert.deepEqual(await tally(page), { Replayed: 1, "Still at fault": 0, Skipped: 0 });
      await close(page);
      await rowsAre(page, 0);
      await panel(page).getByText(/This body is resolved/).waitFor();
      assert.equal(await panel(page).locator('[data-action="replay"]').isDisabled(), true);
      await live.bringToFront();
      await row(live, id).first().waitFor();
    }));

  test("all matching bodies are replayed, with progress", () =>
    visit({}, async (page) => {
      const ids = await rejectByBucket(60);
      await go(page, "#/quarantine?reason=bucket-not-accepted&source=media");
      await rowsAre(page, 60);
      await page.locator('[data-action="replay-all"]').click();
      await titled(page, "Replay 60 bodies?");
      assert.match(await dialog(page).locator(".scope").textContent(), /bucket-not-accepted.*media/);
      await dialog(page).locator("#run-rate").fill("30");
      await confirm(page);
      const progress = dialog(page).locator("progress[max='60']");
      await progress.waitFor();
      await titled(page, "Done");
      assert.deepEqual(await tally(page), { Replayed: 60, "Still at fault": 0, Skipped: 0 });
      await close(page);
      await rowsAre(page, 0);
      await go(page, "#/live");
      await following(page);
      await search(page, ids[59]);
      await rowsAre(page, 2); // the rejected one's body has the id, too
    }));

  test("a slow replay is stopped; the rest is dismissed, after a confirmation", () =>
    visit({}, async (page) => {
      await rejectByBucket(20);
      await go(page, "#/quarantine?reason=bucket-not-accepted&source=media");
      await rowsAre(page, 20);
      await page.locator('[data-action="replay-all"]').click();
      await dialog(page).locator("#run-rate").fill("1");
      await confirm(page);
      await until("it has begun", async () => Number(await dialog(page).locator("progress").getAttribute("value").catch(() => 0)) >= 2);
      await dialog(page).locator('[data-action="stop"]').click();
      await titled(page, "Stopped");
      await close(page);
      // The current batch is completed.
      let left = 20;
      await until("it has ended", async () => {
        const before = left;
        await page.reload();
        await page.locator('[data-view="quarantine"] .list-foot:not([data-part])').waitFor();
        left = await rows(page).count();
        return left === before;
      }, 2_000);
      assert.ok(left > 5 && left < 20, `${left} of 20 are left`);

      await page.locator('[data-action="dismiss-all"]').click();
      await titled(page, `Dismiss ${left} bodies?`);
      await dialog(page).getByRole("button", { name: "Cancel" }).click();
      await rowsAre(page, left);
      await page.locator('[data-action="dismiss-all"]').click();
      await confirm(page);
      await titled(page, "Done");
      assert.equal((await tally(page)).Dismissed, left);
      await close(page);
      await rowsAre(page, 0);
      await page.getByText("Nothing matches").waitFor();
    }));

  test("a body is dismissed, and Live shows it as resolved", () =>
    visit({}, async (page, context) => {
      const { id, body } = brokenXml();
      await reject("malformed-xml", body);
      const live = await context.newPage();
      await live.goto("/console#/live?kind=resolved");
      await following(live);
      const before = await rows(live).count();
      await page.bringToFront();
      await go(page, "#/quarantine?reason=malformed-xml&source=default");
      await openFirst(page);
      await panel(page).getByText(id).first().waitFor();
      await panel(page).locator('[data-action="dismiss"]').click();
      await titled(page, "Dismiss 1 body?");
      await confirm(page);
      await titled(page, "Done");
      await close(page);
      await panel(page).getByText(/This body is resolved/).waitFor();
      await live.bringToFront();
      await until("a tombstone in Live", async () => (await rows(live).count()) > before);
    }));

  test("a download has the bytes as sent", () =>
    visit({}, async (page) => {
      const id = freshId();
      const body = Buffer.concat([Buffer.from(`<Response>\r\n<JobId>${id}</JobId>\r`), Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0x80]), Buffer.from("\n</Respons>\n")]);
      await reject("malformed-xml", body, { source: "media", type: "text/xml; charset=gbk" });
      await go(page, "#/quarantine?reason=malformed-xml&source=media");
      await openFirst(page);
      await panel(page).getByText(id).first().waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), panel(page).getByText("Download").first().click()]);
      assert.deepEqual(readFileSync(await download.path()), body);
    }));

  test("text finds bodies by their sentence, and is not part of the URL", () =>
    visit({ path: "#/quarantine" }, async (page) => {
      await until("bodies", async () => (await rows(page).count()) > 0);
      await search(page, "no sentence has this");
      await rowsAre(page, 0);
      await page.getByText("Nothing matches").waitFor();
      assert.ok(!page.url().includes("sentence"));
      await search(page, "</UsrData>");
      await until("those with that tag", async () => (await rows(page).count()) > 0);
      assert.ok((await rows(page).allTextContents()).every((line) => line.includes("</UsrData>")));
    }));

  test("the log has the replays and dismissals", () => {
    const made = changes().map((line) => JSON.stringify(line));
    for (const change of ["replay", "dismiss"]) {
      assert.ok(made.some((line) => line.includes(`"${change}"`) && line.includes("alice")), change);
    }
  });

  test("a body with an event and a fault shows both", () =>
    visit({}, async (page) => {
      const good = freshId();
      const answer = await post(xmlOf(job({ id: good }), job({ id: "" })), { source: "media" });
      assert.equal(answer.rejected.length, 1, JSON.stringify(answer));
      await go(page, `#/quarantine?reason=${answer.rejected[0].reason}&source=media`);
      await openFirst(page);
      const now = panel(page).locator('[data-part="now"]');
      await now.locator('[data-part="fault"]').waitFor();
      assert.match(await now.locator('[data-part="fault"]').textContent(), /part 2/);
      assert.ok((await now.textContent()).includes(good));
    }));
});
