// Debian's chromium, and pages that detect forbidden actions: scripts of untrusted text, violations of the security policy, requests to
// other origins, browser dialogs and exceptions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { open, PATIENCE, target, until, viewers } from "./world.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Three widths: a phone, a laptop, a large screen. */
export const NARROW = { width: 360, height: 740 };
export const USUAL = { width: 1440, height: 900 };
export const WIDE = { width: 2560, height: 1440 };

export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* Runs in each document before its own scripts. */
function watchPolicy() {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
}

/* The console message that the browser logs for answers such as 401 and 404. */
const OF_ANSWERS = /^Failed to load resource: the server responded with a status of/;

/**
 * Opens a page of a pod, logged in unless `who` is null, runs a test, and then fails if the page did something forbidden. Takes a
 * screenshot if the test fails.
 */
export async function visit(options, test) {
  const { at = open, who = "alice", scheme = "light", viewport = USUAL, path = "", withAxe = false, ...more } = options;
  const context = await browser.newContext({
    baseURL: at.management,
    viewport,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
    permissions: ["clipboard-read", "clipboard-write"],
    ...more,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.faults = [];
  page.said = [];
  await page.exposeFunction("canary", () => page.faults.push("a stranger's script has run"));
  await page.addInitScript(watchPolicy);
  if (withAxe) {
    await page.addInitScript({ content: axe });
  }
  page.on("dialog", (dialog) => {
    page.faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => page.faults.push(`thrown: ${error.stack ?? error}`));
  page.on("console", (message) => {
    page.said.push(message.text());
    if (message.type() === "error" && !OF_ANSWERS.test(message.text())) {
      page.faults.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== at.management && !/^(data|blob):/.test(request.url())) {
      page.faults.push(`asked ${request.url().slice(0, 200)}`);
    }
  });
  try {
    if (who !== null) {
      await logIn(context, who);
    }
    if (path !== null) {
      await page.goto(`/console${path}`);
    }
    await test(page, context);
    page.faults.push(...(await page.evaluate(() => window.violations ?? [])));
    assert.deepEqual(page.faults, []);
  } catch (failure) {
    failures++;
    const picture = join(target, `failed-${failures}.png`);
    await page.screenshot({ path: picture, timeout: 10_000 }).catch(() => {});
    const faults = page.faults.length > 0 ? `, faults:\n${page.faults.join("\n")}` : "";
    throw new Error(`${failure.message}\nat ${page.url()}, picture: ${picture}${faults}`, { cause: failure });
  } finally {
    await context.close();
  }
}

let failures = 0;

/** Logs in without the form; the cookie stays in the context. */
export async function logIn(context, who) {
  const answer = await context.request.post("/console/api/session", { headers: { "X-Console": "1" }, data: { token: viewers[who] } });
  assert.equal(answer.status(), 200, await answer.text());
}

/** Waits until Live follows. */
export const following = (page) => page.locator('[data-status="following"]').waitFor();

export const rows = (page) => page.locator("table.records tbody tr");

/** The row that contains a text. */
export const row = (page, text) => rows(page).filter({ hasText: text });

export const panel = (page) => page.locator("[data-panel]");

/** Waits for an exact number of rows. */
export async function rowsAre(page, count) {
  await until(async () => `${count} rows, but there are ${await rows(page).count()}`, async () => (await rows(page).count()) === count);
}

/** Chooses values of a filter in its menu. */
export async function choose(page, facet, ...values) {
  const menu = page.locator(`details[data-facet="${facet}"]`);
  await menu.locator("summary").click();
  for (const value of values) {
    await menu.locator(`.option[data-value="${value}"]`).click();
  }
  await page.keyboard.press("Escape");
  await until("the menu has closed", async () => (await menu.getAttribute("open")) === null);
}

/** Types into the field for free text. */
export const search = (page, text) => page.locator("[data-search]").fill(text);

/** Navigates to an address within the page. */
export const go = (page, hash) => page.evaluate((to) => (location.hash = to), hash);

/** Fails if the page needs horizontal scrolling, outside of elements that scroll themselves. */
export async function fits(page, what) {
  const { scroll, width } = await page.evaluate(() => ({
    scroll: Math.max(document.documentElement.scrollWidth, document.body.scrollWidth),
    width: document.documentElement.clientWidth,
  }));
  assert.ok(scroll <= width, `${what}: ${scroll} px in a window of ${width}`);
}

/** Fails if a control cannot be scrolled into view or is covered. In an open dialog or menu, checks only its controls. */
export async function isReachable(page, what) {
  const lost = await page.evaluate(() => {
    const scope = document.querySelector("dialog[open]") ?? document.querySelector("details.menu[open]") ?? document;
    const found = [];
    for (const control of scope.querySelectorAll("a[href], button, input, select, textarea, summary")) {
      if (control.disabled || control.closest(".unseen, .skip, [hidden]") || !control.checkVisibility({ visibilityProperty: true })) {
        continue;
      }
      control.scrollIntoView({ block: "center", inline: "nearest" });
      const box = control.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) {
        continue;
      }
      const name = `${control.tagName.toLowerCase()} "${(control.getAttribute("aria-label") ?? control.textContent).trim().slice(0, 60)}"`;
      const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
      const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
      const top = document.elementFromPoint(x, y);
      if (box.right <= 0 || box.left >= innerWidth || box.left < -1 || box.right > innerWidth + 1) {
        found.push(`${name} from ${Math.round(box.left)} to ${Math.round(box.right)} of ${innerWidth}`);
      } else if (!top || !(control.contains(top) || top.contains(control) || top.closest("label")?.control === control)) {
        found.push(`${name} under ${top?.outerHTML.slice(0, 80)}`);
      }
    }
    return found;
  });
  assert.deepEqual(lost, [], what);
}

/** The serious and critical findings of axe in the current page, which must have been visited with axe. */
export async function isAccessible(page, what) {
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], elementRef: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary}`));
  });
  assert.deepEqual(found, [], what);
}
