// Two thousand records per second: the page stays responsive, and says that it does not show all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { following, panel, rows, search, visit } from "./browser.mjs";
import { freshId, job, jsonOf, publish } from "./callbacks.mjs";
import { producer, sleep, until } from "./world.mjs";

const A_SECOND = 2_000;

describe("A flood", () => {
  test("is not shown completely, and clicks work meanwhile", () =>
    visit({}, async (page) => {
      await following(page);
      const value = JSON.stringify({ jobId: "flood", state: "Success", tag: "Snapshot", userData: "x".repeat(500) });
      let on = true;
      let sent = 0;
      const flood = (async () => {
        for (const start = Date.now(); on; ) {
          const due = Math.min(A_SECOND / 2, Math.floor(((Date.now() - start) / 1000) * A_SECOND) - sent);
          if (due < A_SECOND / 20) {
            await sleep(20);
            continue;
          }
          const messages = Array.from({ length: due }, () => {
            const id = `flood-${sent++}`;
            const headers = { ce_specversion: "1.0", ce_id: id, ce_type: "io.jobevents.job.success", ce_subject: id, ce_jobtag: "Snapshot" };
            return { key: id, headers, value };
          });
          await producer.send({ topic: "ci.jobs.success.snapshot", acks: 1, messages });
        }
      })();
      try {
        await page.locator('[data-part="thinned"]').getByText(/more records/).waitFor();
        let most = 0;
        for (let clicked = 0; clicked < 3; clicked++) {
          most = Math.max(most, await rows(page).count());
          await rows(page).nth(clicked).locator("a").click();
          await panel(page).locator(".json").waitFor();
          await panel(page).getByRole("button", { name: "Close the details" }).click();
          await panel(page).waitFor({ state: "detached" });
        }
        await until("a full list", async () => (await rows(page).count()) >= 400);
        await sleep(2_000); // goes on with a full list
        most = Math.max(most, await rows(page).count());
        assert.ok(most <= 500, `${most} rows`);

        // A filter finds one record among thousands, while more arrive.
        const text = freshId();
        await search(page, text);
        await publish(jsonOf(job({ UserData: text, state: "Failed" })));
        await until("the one", async () => (await rows(page).count()) === 1);
        await page.locator('[data-action="pause"]').click();
        await page.locator('[data-status="paused"]').waitFor();
      } finally {
        on = false;
        await flood;
      }
      assert.ok(sent > A_SECOND, `${sent} records were sent`);
    }));
});
