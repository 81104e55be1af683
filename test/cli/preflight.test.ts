import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { defaultPolicies } from "../support/policies.ts";
import { servedOverSample } from "../support/served.ts";
import { runCli } from "./run-cli.ts";

const serve = servedOverSample();

const production = (...more: readonly string[]) => [
  "preflight",
  "Aurora-Cloud-EC2",
  "--target",
  "main-compose",
  "--production",
  ...more,
];

test("a build that would go through is told with status 0, each check in a line, without colours in a pipe", async () => {
  const { url, requests } = await serve({ policies: defaultPolicies() });
  const variables = { KOJI_IMAGE_URL: url, KOJI_IMAGE_TOKEN: "sample-releng" };
  const told = await runCli(production(), variables);
  expect(told).toMatchObject({ status: 0, stderr: "" });
  const lines = told.stdout.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^PASS {5}policy {11}Allowed: Release engineering builds any image/u);
  expect(lines.slice(-2)[0]).toBe("Ready.");
  expect(lines.at(-1)).toMatch(/^koji kiwi-build .*main-compose/u);
  expect(told.stdout).not.toContain("\u001B");
  expect(requests.filter(({ user, writes }) => user !== null || writes.length > 0)).toEqual([]);

  // The address that the gateway says it is up at does, too.
  const { origin } = new URL(url);
  const json = await runCli(production("--json", "--arch", "x86_64"), { ...variables, KOJI_IMAGE_URL: origin });
  const { ready, checks, kojiCommand } = JSON.parse(json.stdout);
  expect({ status: json.status, ready }).toEqual({ status: 0, ready: true });
  expect(checks[0]).toEqual({ name: "policy", outcome: "PASS", message: expect.any(String) });
  expect(kojiCommand).toContain("--arch x86_64");
  expect(kojiCommand).not.toContain("aarch64");
});

test("one that would not is told with status 1: as nobody, for a target that is not there", async () => {
  const { url } = await serve({ policies: defaultPolicies() });
  const told = await runCli(["preflight", "Aurora-Cloud-EC2", "--target", "mian"], { KOJI_IMAGE_URL: url });
  expect(told).toMatchObject({ status: 1, stderr: "" });
  expect(told.stdout).toMatch(/^FAIL {5}policy .*Sign in\./mu);
  expect(told.stdout).toMatch(/^FAIL {5}target .*give main-compose/mu);
  expect(told.stdout).toMatch(/^Not ready: \d+ of 20 checks failed\.$/mu);
});

test("a hub of several is named; one that is not served is told", async () => {
  const { url } = await serve();
  const told = await runCli(production("--hub", "elsewhere"), { KOJI_IMAGE_URL: url });
  expect(`${told.stdout}${told.stderr}`).toContain('hub is "elsewhere", which this gateway does not serve');
  expect(told.status).not.toBe(0);
});

test("a token that signs nobody in is refused, with status 4", async () => {
  const { url } = await serve();
  const told = await runCli(production(), { KOJI_IMAGE_URL: url, KOJI_IMAGE_TOKEN: "nonsense" });
  expect(told).toMatchObject({ status: 4, stdout: "", stderr: expect.stringContaining("The token is unknown here") });
});

test("a gateway that is not there, or is none, is told with status 5", async () => {
  const nowhere = await runCli(production(), { KOJI_IMAGE_URL: "http://127.0.0.1:1/graphql" });
  expect(nowhere).toMatchObject({ status: 5, stderr: expect.stringContaining("127.0.0.1:1 cannot be reached") });

  const asked: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    asked.push(request.headers.authorization);
    if (request.url === "/moved") response.writeHead(307, { location: "/elsewhere" }).end();
    else response.writeHead(200, { "content-type": "text/html" }).end("<html>\u001B[31mhello</html>");
  });
  await new Promise<void>((resolve) => {
    other.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void other.close());
  // A server that listens on a port has an address of this shape.
  const at = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const told = await runCli(production(), { KOJI_IMAGE_URL: at });
  expect(told).toMatchObject({ status: 5, stderr: expect.stringContaining("is it a gateway?") });
  const moved = await runCli(production(), { KOJI_IMAGE_URL: `${at}/moved`, KOJI_IMAGE_TOKEN: "sample-releng" });
  expect(moved.status).toBe(5);
  expect(asked).toEqual([undefined, "Bearer sample-releng"]);
});

test("wrong usage is told with status 2, and a token never travels for everybody to read", async () => {
  expect((await runCli(["preflight", "Aurora-Cloud-EC2"])).status).toBe(2);
  const secret = await runCli(production(), { KOJI_IMAGE_URL: "https://me:secret@gateway.example.org/graphql" });
  expect(secret.status).toBe(2);
  expect(secret.stderr).not.toContain("secret@");
  const plain = await runCli(production(), {
    KOJI_IMAGE_URL: "http://gateway.example.org/graphql",
    KOJI_IMAGE_TOKEN: "sample-releng",
  });
  expect(plain).toMatchObject({ status: 2, stderr: expect.stringContaining("for everybody to read") });
});
