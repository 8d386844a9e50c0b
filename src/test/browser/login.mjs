// Logins and sessions: access, expiry, and use on several pods.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { following, visit } from "./browser.mjs";
import { changes, logs, proxy, until, viewers, writeTokens } from "./world.mjs";

const form = (page) => page.locator('form[data-view="login"]');
const cookieOf = async (context) => (await context.cookies()).find(({ name }) => name === "console-session");

async function enter(page, token) {
  await page.locator("#token").fill(token);
  await page.locator("#token").press("Enter");
}

/* Fails if the token is in the page, its storage, its readable cookies, its URLs or its messages. */
async function isSecret(page, token) {
  const seen = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, document.documentElement.outerHTML, document.title,
      [...document.querySelectorAll("input")].map(({ value }) => value),
      performance.getEntriesByType("resource").map(({ name }) => name)]));
  assert.ok(!`${seen} ${page.url()} ${page.said.join(" ")}`.includes(token), "the token can be read");
}

describe("Login", () => {
  test("without a session only the form is shown", () =>
    visit({ who: null, path: "#/state" }, async (page) => {
      await form(page).waitFor();
      assert.equal(await page.locator("nav").count(), 0);
      assert.equal(await page.locator("[data-view]").count(), 1);
    }));

  test("a wrong token is refused with a sentence", () =>
    visit({ who: null }, async (page, context) => {
      await enter(page, "nobody-has-this-token");
      await page.locator("#login-says").getByText(/not known/).waitFor();
      assert.equal(await cookieOf(context), undefined);
      assert.equal(await form(page).count(), 1);

      await enter(page, viewers.alice);
      await following(page);
    }));

  test("a session survives a reload, and is not readable by scripts", () =>
    visit({ who: null }, async (page, context) => {
      await enter(page, viewers.alice);
      await following(page);
      const cookie = await cookieOf(context);
      assert.equal(cookie.httpOnly, true);
      assert.equal(cookie.sameSite, "Strict");
      assert.equal(cookie.path, "/console");
      assert.ok(cookie.expires - Date.now() / 1000 > 7 * 3600 && cookie.expires - Date.now() / 1000 <= 8 * 3600 + 60);
      assert.ok(!cookie.value.includes(viewers.alice));
      await isSecret(page, viewers.alice);

      await page.reload();
      await following(page);
      await page.locator("footer").getByText("alice").waitFor();
      await isSecret(page, viewers.alice);
    }));

  test("logout ends the session", () =>
    visit({ who: "bob" }, async (page, context) => {
      await following(page);
      await page.locator("footer").getByText("Log out").click();
      await form(page).waitFor();
      assert.equal(await cookieOf(context), undefined);
      await page.reload();
      await form(page).waitFor();
    }));

  test("a session ends when its token is removed", () =>
    visit({ who: "leaver", path: "#/state" }, async (page) => {
      await page.locator('[data-card="pod"]').waitFor();
      const { leaver, ...others } = viewers;
      writeTokens(others);
      await form(page).getByText(/session has ended/).waitFor();

      writeTokens(viewers);
      await until("the token is back", async () => {
        const answer = await page.request.post("/console/api/session", { headers: { "X-Console": "1" }, data: { token: leaver } });
        return answer.ok();
      }, 2_000);
    }));

  test("two pods behind a load balancer accept one session, in each view", () =>
    visit({ at: proxy, who: null }, async (page) => {
      await enter(page, viewers.bob);
      await following(page);
      for (const [view, shown] of [["quarantine", ".list-foot, .empty"], ["try", "#try-body"], ["state", '[data-card="spool"]'], ["live", '[data-status="following"]']]) {
        await page.locator(`nav a[href="#/${view}"]`).click();
        await page.locator(`[data-view="${view}"] :is(${shown})`).first().waitFor();
      }
      await page.locator('nav a[href="#/state"]').click();
      const pods = page.locator('[data-card="pods"] tbody tr');
      await until("State names both pods", async () => (await pods.count()) === 2);
      assert.deepEqual((await pods.locator("th").allTextContents()).map((text) => text.match(/gateway-\d/)[0]).sort(), ["gateway-0", "gateway-1"]);
      assert.ok([...proxy.counts.values()].every((count) => count > 5), "both pods were asked");
    }));

  test("the log has the logins, and no token", () => {
    const logins = changes().filter(({ mdc, change }) => (change ?? mdc?.change) === "login");
    assert.ok(logins.some((line) => JSON.stringify(line).includes("alice")));
    assert.ok(logs().includes("login-refused"));
    for (const token of Object.values(viewers)) {
      assert.ok(!logs().includes(token), "a token in the log");
    }
  });
});
