// Tests the console in a browser. .ci/console copies these files next to their node_modules. The tests that write the most records come
// last.
import { after, before } from "node:test";
import { browser } from "./browser.mjs";
import { brokenXml, job, publish, reject, xmlOf } from "./callbacks.mjs";
import { stopAll } from "./world.mjs";

/* Creates the topics. */
before(async () => {
  await publish(xmlOf(job()));
  await reject("malformed-xml", brokenXml().body);
});

after(async () => {
  await browser.close();
  await stopAll();
});

for (const part of ["login", "live", "quarantine", "trial", "state", "api", "keyboard", "looks", "hostile", "flood"]) {
  await import(`./${part}.mjs`);
}
