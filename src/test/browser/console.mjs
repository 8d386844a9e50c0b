// The console in a browser, from the login to a flood of records: .ci/console copies these files to where they find their packages. What
// changes the topics most comes last.
import { after, before } from "node:test";
import { browser } from "./browser.mjs";
import { brokenXml, job, publish, reject, xmlOf } from "./callbacks.mjs";
import { stopAll } from "./world.mjs";

/* Makes the topics that records are written to. */
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
