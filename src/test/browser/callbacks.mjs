// Callbacks for the tests, and their delivery to the gateway.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { open, senders } from "./world.mjs";

/** A unique id. */
export const freshId = () => `j${randomBytes(16).toString("hex")}`;

/** The bytes of a golden callback. */
export const specimen = (name) => readFileSync(join(process.env.ROOT, "src/test/resources/callbacks", name));

/** The members of a job, with the sender's names. */
export function job({ id = freshId(), tag = "Snapshot", state = "Success", bucket = "photo-wall-1300000108", object = "trips/01.mp4", ...more } = {}) {
  return {
    Code: state === "Failed" ? "InternalError" : "Success",
    Message: "",
    JobId: id,
    State: state,
    Tag: tag,
    CreationTime: "2024-07-19T08:00:00+0800",
    Input: { BucketId: bucket, Region: "ap-hongkong", Object: object },
    ...more,
  };
}

export const jsonOf = (...jobs) => JSON.stringify({ EventName: "TaskFinish", JobsDetail: jobs.length === 1 ? jobs[0] : jobs });

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const elements = (members, indent) =>
  Object.entries(members)
    .map(([name, value]) =>
      typeof value === "object"
        ? `${indent}<${name}>\n${elements(value, `${indent}  `)}${indent}</${name}>\n`
        : `${indent}<${name}>${escaped(value)}</${name}>\n`,
    )
    .join("");

export const xmlOf = (...jobs) =>
  `<Response>\n  <EventName>TaskFinish</EventName>\n${jobs.map((one) => elements({ JobsDetail: one }, "  ")).join("")}</Response>\n`;

/** A callback in malformed XML, with a wrong closing tag in `line`, from 1. */
export function brokenXml(id = freshId()) {
  const body = xmlOf(job({ id, UserData: "trip 1" })).replace("</UserData>", "</UsrData>");
  return { id, body, line: body.split("\n").findIndex((line) => line.includes("</UsrData>")) + 1 };
}

/** Posts a callback to a pod; returns the answer's JSON with its status. */
export async function post(body, { pod = open, source = "default", type } = {}) {
  const answer = await fetch(`${pod.door}/callbacks?token=${senders[source]}`, {
    method: "POST",
    body,
    headers: type === undefined ? {} : { "Content-Type": type },
  });
  return { status: answer.status, ...(await answer.json()) };
}

/** Posts a callback that must be published. */
export async function publish(body, where) {
  const answer = await post(body, where);
  assert.equal(answer.outcome, "published", JSON.stringify(answer));
  return answer.events;
}

/** Posts a callback that must be rejected for a reason. */
export async function reject(reason, body, where) {
  const answer = await post(body, where);
  assert.equal(answer.reason, reason, JSON.stringify(answer));
  return answer;
}
