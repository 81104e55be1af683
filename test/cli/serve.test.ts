import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import { type Cli, startCli } from "./run-cli.ts";

const started: Cli[] = [];
afterEach(() => started.splice(0).forEach((cli) => cli.signal("SIGKILL")));

function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Cli {
  const cli = startCli(args, variables);
  started.push(cli);
  return cli;
}

const HUB = { KOJI_HUB_URL: "http://127.0.0.1:9/kojihub" };

async function hubsOf(url: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ hubs { name url } }" }),
  });
  return response.json();
}

test("serve tells its address and the hubs, and ends with 0 on SIGTERM", async () => {
  const cli = start(["serve", "--port", "0"], HUB);
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  await cli.says(/ {2}koji {2}http:\/\/127\.0\.0\.1:9\/kojihub/);
  expect(await hubsOf(url)).toEqual({ data: { hubs: [{ name: "koji", url: HUB.KOJI_HUB_URL }] } });
  cli.signal("SIGTERM");
  const { status, stdout } = await cli.ended();
  expect(status).toBe(0);
  expect(stdout).not.toContain("sample hub");
});

test("without a hub, serve starts a sample hub, says so, and says how to serve a real one", async () => {
  const cli = start(["serve", "--port", "0"]);
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  const [, hub = ""] = await cli.says(/sample hub[^]* {2}hub {4}(http:\S+\/kojihub)/);
  await cli.says(/\$ KOJI_HUB_URL=https:\/\/koji\.example\.org\/kojihub koji-image serve/);
  expect(await hubsOf(url)).toEqual({ data: { hubs: [{ name: "koji", url: hub }] } });
  cli.signal("SIGINT");
  expect((await cli.ended()).status).toBe(0);
});

const ask = async (url: string, query: string) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  return response.json();
};

const asViewer = (url: string, token: string) =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: "{ viewer { name groups } }" }),
  });

test("over the sample hub, the tokens that the banner tells sign in, and so does its command", async () => {
  const cli = start(["serve", "--port", "0"]);
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  const [told = "", token = ""] = await cli.says(/curl -s \S+ .*'authorization: Bearer (sample-\w+)'[^]*?'\n/);
  expect(told).toContain(`curl -s ${url}/graphql`);
  const answer = await asViewer(url, token);
  expect(await answer.json()).toEqual({ data: { viewer: { name: "alice", groups: ["kde-sig"] } } });
  const run = spawnSync("sh", ["-c", told], { encoding: "utf8" });
  expect(JSON.parse(run.stdout).data.viewer).toMatchObject({ name: "alice", groups: ["kde-sig"] });
});

test("where others could come, the sample's tokens sign nobody in, by loopback neither", async () => {
  const cli = start(["serve", "--port", "0", "--host", "0.0.0.0"]);
  const [, port = ""] = await cli.says(/is up at http:\/\/0\.0\.0\.0:(\d+)/);
  const answer = await asViewer(`http://127.0.0.1:${port}`, "sample-sig");
  expect(answer.status).toBe(401);
  expect((await answer.json()).errors[0].message).toMatch(/^Nobody can sign in to this gateway/);
  expect(cli.stdout).not.toContain("sample-sig");
});

test("the sample's kickstarts are there at once", async () => {
  const cli = start(["serve", "--port", "0"]);
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  expect(await ask(url, '{ kickstart(path: "aurora-live-xfce.ks") { images { name } } }')).toEqual({
    data: { kickstart: { images: [{ name: "Aurora-Xfce-Live" }] } },
  });
});

test("where git is not installed, everything but kickstarts works", async () => {
  const cli = start(["serve", "--port", "0"], { PATH: "/nowhere" });
  const [, url = ""] = await cli.says(/is up at (http:\/\/127\.0\.0\.1:\d+)/);
  await cli.says(/git is not installed here/, "stderr");
  const { data, errors } = await ask(
    url,
    '{ image(name: "Aurora-Xfce-Live") { status { state } } kickstart(path: "aurora-live-xfce.ks") { path } }',
  );
  expect(data).toEqual({ image: { status: { state: expect.any(String) } }, kickstart: null });
  expect(errors).toMatchObject([
    {
      message: `The kickstart repository "aurora-kickstarts" cannot be read: git is not installed here: kickstarts are read by it.`,
      extensions: { code: "REPOSITORY_UNAVAILABLE" },
    },
  ]);
});

test("a second signal ends a gateway at once that waits for a request", async () => {
  const cli = start(["serve", "--port", "0"], HUB);
  const [, port = ""] = await cli.says(/is up at http:\/\/127\.0\.0\.1:(\d+)/);
  const caller = connect(Number(port), "127.0.0.1").on("error", () => {});
  caller.write(
    "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  );
  await fetch(`http://127.0.0.1:${port}/healthz`);
  cli.signal("SIGTERM");
  await cli.says(/stopping/, "stderr");
  cli.signal("SIGTERM");
  expect((await cli.ended()).status).toBe(143);
  caller.destroy();
});

test.each([
  ["serve", "", HUB],
  ["serve", " over its sample hub", {}],
  ["sample-hub", "", {}],
])("%s%s tells of a port that is taken, and ends with 1", async (command, _over, variables) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : null;
  const { status, stderr } = await start([command, "--port", String(port)], variables).ended();
  expect(stderr).toBe(
    `127.0.0.1, port ${port}, is taken by another process; end that one, or choose another port with --port.\n`,
  );
  expect(status).toBe(1);
  other.close();
});

test("an address that is not this machine's is told", async () => {
  const { status, stderr } = await start(["serve", "--host", "192.0.2.1", "--port", "0"], HUB).ended();
  expect(stderr).toContain("192.0.2.1");
  expect(stderr).toContain("is no address of this machine; choose another with --host, such as 127.0.0.1.");
  expect(status).toBe(1);
});

test("the sample hub alone answers at the addresses that it tells, and ends with 0 on SIGTERM", async () => {
  const cli = start(["sample-hub", "--port", "0", "--json"]);
  const [told] = await cli.says(/\{.*\}\n/);
  const addresses = JSON.parse(told);
  expect(addresses).toEqual({
    hubUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/kojihub$/),
    filesUrl: expect.stringMatching(/\/kojifiles$/),
    webUrl: expect.stringMatching(/\/koji$/),
  });
  const call = "<?xml version='1.0'?><methodCall><methodName>getAPIVersion</methodName><params/></methodCall>";
  const answer = await fetch(addresses.hubUrl, { method: "POST", headers: { "content-type": "text/xml" }, body: call });
  expect(await answer.text()).toContain("<int>1</int>");
  cli.signal("SIGTERM");
  expect((await cli.ended()).status).toBe(0);
});

test("the sample hub is as large as is asked for, and its clock begins where it is told", async () => {
  const size = ["--images", "40", "--arches", "x86_64,s390x", "--nights", "20", "--builds", "150000"];
  const cli = start(["sample-hub", "--port", "0", "--json", ...size, "--now", "2026-11-22T20:00Z", "--latency", "5"]);
  const { hubUrl } = JSON.parse((await cli.says(/\{.*\}\n/))[0]);
  const newest = { queryOpts: { order: "-build_id", limit: 1 }, __starstar: true };
  const answer = await fetch(hubUrl, { method: "POST", body: new Uint8Array(encodeCall("listBuilds", [newest])) });
  const [build] = decodeResponse(Buffer.from(await answer.arrayBuffer())) as {
    build_id: number;
    creation_time: string;
  }[]; // a list of builds
  expect(build?.build_id).toBeGreaterThan(149_000);
  expect(build?.creation_time).toMatch(/^2026-11-22 (19|20):/);
  cli.signal("SIGTERM");
  expect((await cli.ended()).status).toBe(0);
});
