// State: the state of the pod that answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { visit } from "./browser.mjs";
import { job, jsonOf, publish } from "./callbacks.mjs";
import { ACCEPTED, strict, until } from "./world.mjs";

const card = (page, name) => page.locator(`[data-card="${name}"]`);

describe("State", () => {
  test("shows the pod, its version, Kafka, the spool, and the last use of each token", () =>
    visit({ at: strict, path: "#/state" }, async (page) => {
      await page.getByText("Answered by gateway-1").waitFor();
      await card(page, "pod").getByText("Ready", { exact: true }).last().waitFor();
      const version = readFileSync(join(process.env.ROOT, "pom.xml"), "utf8").match(/<artifactId>job-event-gateway<\/artifactId>\s*<version>([^<]+)/)[1];
      assert.ok((await card(page, "pod").textContent()).includes(version));
      await card(page, "kafka").getByText("Answering").waitFor();
      await card(page, "kafka").getByText("Closed").waitFor();
      assert.match(await card(page, "spool").textContent(), /Waiting.*0 records.*Writable/s);
      assert.match(await card(page, "topics").textContent(), /ci/);
      const secrets = card(page, "secrets").locator("tbody tr");
      assert.equal(await secrets.count(), 2);
      await publish(jsonOf(job({ bucket: ACCEPTED })), { pod: strict });
      await until("the use of a secret", async () => /\bs ago|min ago/.test(await secrets.filter({ hasText: "default" }).textContent()));
    }));

  test("counts callbacks", () =>
    visit({ path: "#/state" }, async (page) => {
      const published = card(page, "callbacks").locator("tbody tr").filter({ has: page.getByRole("rowheader", { name: "published", exact: true }) });
      const count = async () => Number((await published.locator("td").first().textContent()).replaceAll(",", ""));
      await published.waitFor();
      const before = await count();
      for (let posted = 0; posted < 5; posted++) {
        await publish(jsonOf(job()));
      }
      await until("five more", async () => (await count()) === before + 5);
    }));

  test("links to the documents, health and metrics", () =>
    visit({ path: "#/state" }, async (page) => {
      const links = await page.locator(".documents a").evaluateAll((all) => all.map(({ href }) => href));
      assert.equal(links.length, 4);
      for (const link of links) {
        assert.equal((await fetch(link)).status, 200, link);
      }
    }));
});
