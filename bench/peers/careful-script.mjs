// careful_script.py again, in Node and with the gateway's own codec: as fast as such a script can be.
import { Agent, request } from "node:http";
import { decodeResponse } from "../../dist/koji/xmlrpc/decode.js";
import { encodeCall } from "../../dist/koji/xmlrpc/encode.js";
import { answerLines } from "../processes/lines.mjs";

const COMPLETE = 1;
const NIGHTS = 12;
const agent = new Agent({ keepAlive: true });

await answerLines({ node: process.version }, async ({ hub, images }) => {
  const began = performance.now();
  const found = await board(hub, images);
  return { ms: performance.now() - began, images: found };
});

async function board(hub, images) {
  await call(hub, "getAPIVersion", []);
  const queryOpts = { order: "-build_id", limit: NIGHTS };
  const builds = await multiCall(
    hub,
    images.map((packageID) => ["listBuilds", [named({ packageID, queryOpts })]]),
  );
  const newest = builds.map(([first]) => first ?? null);
  const good = builds.map((found) => found.find(({ state }) => state === COMPLETE) ?? null);
  const taskIds = newest.flatMap((build) => build?.task_id ?? []);
  const tasks = await multiCall(
    hub,
    taskIds.map((id) => ["getTaskInfo", [id, true]]),
  );
  const children = await multiCall(
    hub,
    taskIds.map((id) => ["getTaskChildren", [id]]),
  );
  const best = good.filter((build) => build !== null);
  const files = await multiCall(
    hub,
    best.map(({ build_id }) => ["listArchives", [named({ buildID: build_id, type: "image" })]]),
  );
  const attempts = new Map(tasks.map((task, index) => [task.id, { task, children: children[index] }]));
  const byBuild = new Map(best.map(({ build_id }, index) => [build_id, files[index]]));
  return images.map((name, index) => {
    const [latest, last] = [newest[index], good[index]];
    const tried = attempts.get(latest?.task_id);
    return {
      name,
      state: latest && latest.state,
      arches: Object.fromEntries((tried?.children ?? []).map(({ arch, state }) => [arch, state])),
      request: tried?.task.request ?? null,
      lastGood: last && last.nvr,
      files: last ? byBuild.get(last.build_id).map(({ filename, size, checksum }) => [filename, size, checksum]) : [],
    };
  });
}

async function multiCall(hub, calls) {
  const answers = await call(hub, "multiCall", [calls.map(([methodName, params]) => ({ methodName, params }))]);
  return answers.map((answer) => {
    if (!Array.isArray(answer)) throw new Error(answer.faultString);
    return answer[0];
  });
}

function call(hub, method, params) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "text/xml" };
    const asked = request(hub, { method: "POST", agent, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(decodeResponse(chunks)));
    });
    asked.on("error", reject).end(encodeCall(method, params));
  });
}

function named(args) {
  return { ...args, __starstar: true };
}
