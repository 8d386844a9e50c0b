// Each view in each state, at three widths, light and dark. Nothing is cut off, and axe has no serious finding. Screenshots are in
// target/console.
import { before, describe, test } from "node:test";
import { join } from "node:path";
import { NARROW, USUAL, WIDE, fits, following, go, isAccessible, isReachable, panel, rows, visit } from "./browser.mjs";
import { brokenXml, job, jsonOf, post, publish, reject, specimen } from "./callbacks.mjs";
import { target, until } from "./world.mjs";

const dialog = (page) => page.locator("dialog.run[open]");
const bodies = async (page) => {
  await go(page, "#/quarantine?source=media&reason=malformed-xml");
  await until("bodies", async () => (await page.locator('[data-view="quarantine"] tbody tr').count()) > 0);
};

async function check(page, text) {
  await go(page, "#/try");
  await page.locator("#try-body").fill(text);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.locator("[data-outcome]").waitFor();
}

/* The steps from each state of a view to the next. */
const STATES = {
  "live-nothing": async (page) => {
    await go(page, "#/live?tag=nothing-has-this");
    await page.getByText("Nothing matches").waitFor();
  },
  live: async (page) => {
    await go(page, "#/live");
    await following(page);
    await until("rows", async () => (await rows(page).count()) > 5);
    await page.locator('[data-part="searching"]').waitFor({ state: "detached" });
  },
  "live-filter": async (page) => {
    await page.locator('[data-facet="tag"] summary').click();
    await page.locator('[data-facet="tag"] .option').first().waitFor();
  },
  "live-time": async (page) => {
    await page.keyboard.press("Escape");
    await page.locator('[data-facet="time"] summary').click();
    await page.locator('[data-facet="time"] input').first().waitFor();
  },
  "live-paused": async (page) => {
    await page.keyboard.press("Escape");
    await page.locator('[data-action="pause"]').click();
    await publish(jsonOf(job()));
    await page.locator('[data-part="missed"]').waitFor();
  },
  "live-record": async (page) => {
    await go(page, "#/live?state=failed&kind=job");
    await until("rows", async () => (await rows(page).count()) > 0);
    await go(page, await rows(page).locator("a").first().getAttribute("href"));
    await panel(page).locator(".json").waitFor();
    await panel(page).locator('[data-part="others"] progress').waitFor({ state: "detached" });
  },
  "live-rejected": async (page) => {
    await go(page, "#/live?kind=rejected");
    await until("rows", async () => (await rows(page).count()) > 0);
    await go(page, await rows(page).locator("a").first().getAttribute("href"));
    await panel(page).getByText("Open in Quarantine").waitFor();
  },
  quarantine: async (page) => {
    await go(page, "#/quarantine");
    await until("groups", async () => (await page.locator(".group").count()) > 0);
  },
  "quarantine-nothing": async (page) => {
    await go(page, "#/quarantine?reason=too-deep&source=nobody");
    await page.getByText("Nothing matches").waitFor();
  },
  "quarantine-body": async (page) => {
    await bodies(page);
    await go(page, await rows(page).locator("a").first().getAttribute("href"));
    await panel(page).locator(".at-fault").first().waitFor();
  },
  "quarantine-replay": async (page) => {
    await go(page, "#/quarantine?source=media&reason=malformed-xml");
    await page.locator('[data-action="replay-all"]').click();
    await dialog(page).waitFor();
  },
  "quarantine-replayed": async (page) => {
    await dialog(page).locator('[data-action="confirm"]').click();
    await dialog(page).locator(".tally").waitFor();
  },
  "quarantine-dismiss": async (page) => {
    await page.keyboard.press("Escape");
    await page.locator('[data-action="dismiss-all"]:enabled').click();
    await dialog(page).waitFor();
  },
  try: async (page) => {
    await page.keyboard.press("Escape");
    await go(page, "#/try");
    await page.locator("#try-body").waitFor();
  },
  "try-published": (page) => check(page, specimen("snapshot-success.xml").toString()),
  "try-rejected": (page) => check(page, brokenXml().body),
  state: async (page) => {
    await go(page, "#/state");
    await page.locator('[data-card="secrets"]').waitFor();
  },
  keys: async (page) => {
    await page.keyboard.press("?");
    await page.locator("dialog#keys[open]").waitFor();
  },
};

/* Checks one state in all widths and both colour schemes. */
async function look(page, name) {
  for (const viewport of [NARROW, WIDE, USUAL]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const what = `${name} at ${viewport.width}, ${colorScheme}`;
      await fits(page, what);
      await page.screenshot({ path: join(target, `${name}-${viewport.width}-${colorScheme}.png`) });
      if (viewport !== WIDE) {
        await isAccessible(page, what);
      }
    }
    await isReachable(page, `${name} at ${viewport.width}`);
  }
}

describe("Looks", () => {
  before(async () => {
    for (const tag of ["Snapshot", "Transcode", "Concat", "Animation"]) {
      await publish(jsonOf(job({ tag })));
      await publish(jsonOf(job({ tag, state: "Failed" })), { source: "media" });
    }
    await post(specimen("moderation-audio-block.json"));
    await reject("malformed-xml", brokenXml().body, { source: "media" });
  });

  test("login", () =>
    visit({ who: null, withAxe: true }, async (page) => {
      await page.locator("#token").waitFor();
      await look(page, "login");
    }));

  test("every view in every state", (context) =>
    visit({ withAxe: true }, async (page) => {
      for (const [name, reach] of Object.entries(STATES)) {
        await context.test(name, async () => {
          await reach(page);
          await look(page, name);
        });
      }
    }));
});
