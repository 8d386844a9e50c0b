// The console without a mouse: each view can be used by keyboard, and the focus is always visible.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { following, panel, rows, visit } from "./browser.mjs";
import { brokenXml, freshId, job, jsonOf, publish, reject } from "./callbacks.mjs";
import { until, viewers } from "./world.mjs";

/* The focused element, and whether the focus is visible on it or on an element closely around it. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) {
      return undefined;
    }
    const isSeen = (one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    };
    const box = element.getBoundingClientRect();
    return {
      name: (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent).trim().slice(0, 80) || element.id,
      tag: element.tagName.toLowerCase(),
      isSeen: isSeen(element) || isSeen(element.parentElement) || isSeen(element.closest("tr") ?? element),
      isIn: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

/* Presses Tab until an element of that name has the focus; the focus must be visible at each step. */
async function tabTo(page, name, most = 150) {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now !== undefined) {
      assert.ok(now.isSeen, `the focus cannot be seen on ${now.tag} "${now.name}"`);
      assert.ok(now.isIn, `the focus is outside of the window, on ${now.tag} "${now.name}"`);
      if (name.test(now.name)) {
        return now;
      }
    }
  }
  assert.fail(`Tab does not reach ${name}`);
}

const inRow = (page) => page.evaluate(() => document.activeElement.closest("tbody tr")?.dataset.place);

describe("Keyboard", () => {
  before(async () => {
    for (let posted = 0; posted < 3; posted++) {
      await publish(jsonOf(job()));
    }
    await reject("malformed-xml", brokenXml().body, { source: "media" });
  });

  test("logs in, and out", () =>
    visit({ who: null }, async (page) => {
      await until("the field has the focus", async () => page.evaluate(() => document.activeElement.id === "token"));
      await page.keyboard.type(viewers.alice);
      await page.keyboard.press("Enter");
      await following(page);
      await tabTo(page, /^Log out$/);
      await page.keyboard.press("Enter");
      await page.locator("#token").waitFor();
    }));

  for (const scheme of ["light", "dark"]) {
    test(`Tab reaches all of Live, visibly, ${scheme}`, () =>
      visit({ scheme, path: "#/live?tag=snapshot" }, async (page) => {
        await following(page);
        await until("rows", async () => (await rows(page).count()) > 0);
        for (const name of [/^Skip/, /^Live$/, /^Quarantine$/, /^Try$/, /^State$/, /^Theme/, /^Pause/, /^Text in/, /^Filter: Kind/, /^Filter: Tag/, /^Time/, /^(j|Olden|Sometime|hostile|av)/]) {
          await tabTo(page, name);
        }
      }));
  }

  test("the skip link leads to the content", () =>
    visit({}, async (page) => {
      await following(page);
      await page.evaluate(() => document.activeElement.blur());
      await tabTo(page, /^Skip/);
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    }));

  test("single keys in Live: j, k, Enter, Esc, /, p, ?", () =>
    visit({}, async (page) => {
      await following(page);
      await until("rows", async () => (await rows(page).count()) > 2);
      await page.keyboard.press("j");
      const first = await inRow(page);
      assert.equal(first, await rows(page).first().getAttribute("data-place"));
      await page.keyboard.press("j");
      assert.equal(await inRow(page), await rows(page).nth(1).getAttribute("data-place"));
      await page.keyboard.press("k");
      assert.equal(await inRow(page), first);
      await page.keyboard.press("Enter");
      await panel(page).waitFor();
      await until("the panel has the focus", () => page.evaluate(() => document.activeElement.closest("[data-panel]") !== null));
      await page.keyboard.press("j");
      await until("the next record is shown", async () => (await panel(page).getAttribute("data-place")) === (await rows(page).nth(1).getAttribute("data-place")));
      await page.keyboard.press("Escape");
      await panel(page).waitFor({ state: "detached" });
      assert.equal(await inRow(page), await rows(page).nth(1).getAttribute("data-place"), "the focus is back in the row");

      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement.matches("[data-search]")), true);
      await page.keyboard.type("jkp?12/");
      assert.equal(await page.locator("[data-search]").inputValue(), "jkp?12/", "in a field keys are text");
      await page.locator("[data-search]").fill("");
      await page.keyboard.press("Escape");
      await page.keyboard.press("p");
      await page.locator('[data-status="paused"]').waitFor();
      await page.keyboard.press("p");
      await following(page);
      await page.keyboard.press("?");
      await page.locator("dialog#keys[open]").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog#keys[open]").waitFor({ state: "detached" });
    }));

  test("a filter is chosen and closed", () =>
    visit({}, async (page) => {
      await following(page);
      await tabTo(page, /^Filter: State/);
      await page.keyboard.press("Enter");
      await tabTo(page, /^failed$/);
      await page.keyboard.press("Space");
      await until("the filter", () => page.url().includes("state=failed"));
      await page.keyboard.press("Escape");
      assert.match((await focused(page)).name, /^Filter: State failed/);
    }));

  test("Quarantine: opened, replayed, closed", () =>
    visit({}, async (page) => {
      await following(page);
      await page.keyboard.press("2");
      await until("bodies", async () => (await page.locator('[data-view="quarantine"] tbody tr').count()) > 0);
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await panel(page).locator('[data-action="replay"]').waitFor();
      await tabTo(page, /^Replay$/);
      await page.keyboard.press("Enter");
      await page.locator("dialog.run[open]").waitFor();
      await tabTo(page, /^Dry run/);
      await page.keyboard.press("Space");
      await tabTo(page, /^Start the dry run$/);
      await page.keyboard.press("Enter");
      await page.locator("dialog.run[open] .tally").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog.run[open]").waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await panel(page).waitFor({ state: "detached" });
      assert.ok(await inRow(page));
    }));

  test("Try and State", () =>
    visit({}, async (page) => {
      await following(page);
      await page.keyboard.press("3");
      await page.locator("#try-body").waitFor();
      await page.keyboard.press("/");
      const id = freshId();
      await page.keyboard.insertText(jsonOf(job({ id })));
      await page.keyboard.press("Control+Enter");
      await page.locator('[data-outcome="published"]').waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("4");
      await page.locator('[data-card="pod"]').waitFor();
      await tabTo(page, /^AsyncAPI/);
      await page.keyboard.press("1");
      await following(page);
    }));

  test("single keys can be switched off", () =>
    visit({}, async (page) => {
      await following(page);
      await page.keyboard.press("?");
      await tabTo(page, /^Use single keys/);
      await page.keyboard.press("Space");
      await page.keyboard.press("Escape");
      await page.keyboard.press("2");
      await page.keyboard.press("p");
      await page.keyboard.press("ArrowDown");
      assert.ok(await inRow(page), "arrows still work");
      assert.equal(await page.locator('[data-view="live"]').count(), 1);
      await following(page);
    }));
});
