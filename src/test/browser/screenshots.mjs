// Takes the screenshots of the README, docs/console-*.png: each view with made-up callbacks. `node screenshots.mjs FOLDER`.
import { join } from "node:path";
import { browser, following, go, panel, row, rows, visit } from "./browser.mjs";
import { ACCEPTED, open, sleep, stopAll, strict, until } from "./world.mjs";
import { brokenXml, freshId, job, jsonOf, publish, reject, specimen, xmlOf } from "./callbacks.mjs";

const folder = process.argv[2];
const FORBIDDEN = "film-archive-1300000042";

/* Posts callbacks of several kinds. */
async function fill() {
  for (let round = 1; round <= 6; round++) {
    const object = `trips/2026/${String(round).padStart(2, "0")}.mp4`;
    const one = (tag, state, more) => xmlOf(job({ id: freshId(), tag, state, object, bucket: ACCEPTED, ...more }));
    await publish(one("Snapshot", "Success"));
    await publish(one("Transcode", "Running"), { source: "media" });
    await publish(one("Concat", round % 3 === 0 ? "Failed" : "Success", round % 3 === 0 ? { Code: "InputFileDownloadFailed", Message: "The file is not there." } : {}), { pod: strict });
    if (round === 2 || round === 5) {
      await publish(specimen("moderation-image-review.json"), { source: "media" });
      await publish(specimen("code-contradicts-failure.xml"), { source: "media" });
    }
    if (round === 3 || round === 4) {
      await reject("malformed-xml", brokenXml().body, { source: "media", type: "application/xml" });
      await publish(specimen("moderation-image-pass.json"));
    }
    if (round >= 4) {
      await reject("bucket-not-accepted", jsonOf(job({ bucket: FORBIDDEN })), { pod: strict, type: "application/json" });
    }
    await publish(one("Transcode", "Success"), { source: "media" });
    await sleep(400); // for times that differ
  }
}

const take = (page, name) => page.screenshot({ path: join(folder, `console-${name}.png`) });

try {
  await fill();
  await visit({ path: "#/live" }, async (page) => {
    await following(page);
    await until("rows", async () => (await rows(page).count()) >= 25);
    const id = freshId();
    await publish(xmlOf(job({ id, state: "Failed", object: "trips/2026/07.mp4", bucket: ACCEPTED, Code: "InputFileDownloadFailed", Message: "The file is not there." })));
    await publish(xmlOf(job({ id, object: "trips/2026/07.mp4", bucket: ACCEPTED })));
    await row(page, id).first().locator("a").click();
    await panel(page).locator('[data-part="others"] a').waitFor();
    await take(page, "live");

    await go(page, "#/quarantine");
    await until("bodies", async () => (await rows(page).count()) >= 5);
    await rows(page).filter({ hasText: "malformed-xml" }).first().locator("a").click();
    await panel(page).locator(".at-fault").first().waitFor();
    await take(page, "quarantine");

    await go(page, "#/try");
    await page.locator("#try-body").fill(xmlOf(job({ bucket: ACCEPTED, UserData: "trip 1" }), job({ id: "", bucket: ACCEPTED })));
    await page.locator("#try-body").evaluate((field) => field.scrollTo(0, 0));
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.locator('[data-outcome="mixed"]').waitFor();
    await take(page, "try");
  });
  await visit({ at: open, path: "#/state" }, async (page) => {
    await page.locator('[data-card="secrets"]').waitFor();
    for (let posted = 0; posted < 40; posted++) {
      await publish(xmlOf(job({ id: freshId(), tag: posted % 3 === 0 ? "Transcode" : "Snapshot" })), { source: posted % 2 === 0 ? "default" : "media" });
      await sleep(100 + 200 * Math.random());
    }
    await page.locator(".spark").waitFor();
    await take(page, "state");
  });
} finally {
  await browser.close();
  await stopAll();
}
