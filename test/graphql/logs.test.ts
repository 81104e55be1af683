import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, startHub } from "../koji/wire/loopback-hub.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
let now = NOW;
beforeAll(async () => {
  gateway = await gatewayOverSample({ now: () => now });
});
afterAll(() => gateway.close());
beforeEach(() => {
  now = NOW;
  gateway.forget();
});

type Log = { name: string; url: string; size: number | null; tail: string[] };

const calls = (methodName: string) =>
  gateway.requests.flatMap((request) => request.calls.filter((call) => call.methodName === methodName));
const linesAt = async (url: string) => (await (await fetch(url)).text()).replace(/\n$/u, "").split("\n");

const FAILED = 'builds(first: 20, filter: { type: "image", state: [FAILED] })';

test("a page of 20 failed builds with failure, logs and tags takes no more than 6 requests to the hub", async () => {
  const { data, errors } = await gateway.ask(`{ ${FAILED} { nodes { nvr ... on ImageBuild {
    failure { task { method } code message log { name } } logs { name url } tags { name } } } } }`);
  expect(errors).toBeUndefined();
  expect(data.builds.nodes).toHaveLength(20);
  for (const { nvr, failure, logs } of data.builds.nodes) {
    expect(
      logs.map(({ name }: Log) => name),
      nvr,
    ).toContain(failure.log.name);
  }
  expect(gateway.requests.length).toBeLessThanOrEqual(6);
});

test("their excerpts say why each failed, in the words of the log, for one request more", async () => {
  const { data, errors } = await gateway.ask(
    `{ ${FAILED} { nodes { nvr ... on ImageBuild { failure { message log { url } excerpt logGone } } } } }`,
  );
  expect(errors).toBeUndefined();
  let told = 0;
  for (const { nvr, failure } of data.builds.nodes) {
    const log = await linesAt(failure.log.url);
    expect(failure.excerpt.length, nvr).toBeGreaterThan(0);
    expect(failure.excerpt.length, nvr).toBeLessThanOrEqual(20);
    expect(failure.logGone, nvr).toBe(false);
    expect(log.join("\n").includes(failure.excerpt.join("\n")), nvr).toBe(true);
    if (
      /No match for argument|exited with status|No disk activity|All mirrors were tried/u.test(failure.excerpt.join())
    )
      told += 1;
  }
  expect(told).toBeGreaterThanOrEqual(18);
  expect(gateway.requests.length).toBeLessThanOrEqual(7);
});

describe("the end of a log", () => {
  const ofTask = async (id: number, lines = "") => {
    const { data, errors } = await gateway.ask(
      `query ($id: Int!) { task(kojiId: $id) { logs { name url size tail${lines} } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    return data.task.logs as Log[];
  };
  const taskIn = async (state: string) => {
    const { data } = await gateway.ask(
      `{ tasks(first: 20, filter: { imageMethod: [LIVEMEDIA], state: [${state}] }) { nodes { kojiId method } } }`,
    );
    const found = data.tasks.nodes.find(({ method }: { method: string }) => method === "createLiveMedia");
    gateway.forget();
    return found.kojiId as number;
  };

  test("of a task is that of the file, and only the ends of its logs travel, together", async () => {
    const logs = await ofTask(await taskIn("FAILED"));
    expect(logs.length).toBeGreaterThan(5);
    for (const { name, url, tail } of logs) expect(tail, name).toEqual((await linesAt(url)).slice(-50));
    const large = logs.filter(({ size }) => (size ?? 0) > 16 * 1024);
    expect(large.length).toBeGreaterThan(0);
    expect(calls("downloadTaskOutput")).toHaveLength(logs.length);
    expect(gateway.requests).toHaveLength(3);
  });

  test("grows with the log", async () => {
    const id = await taskIn("OPEN");
    const before = await ofTask(id, "(lines: 1000)");
    now = new Date(NOW.getTime() + 5 * 60_000);
    const after = await ofTask(id, "(lines: 1000)");
    const grown = after.filter(({ name, tail }) => {
      const old = before.find((log) => log.name === name)?.tail ?? [];
      return old.length > 0 && tail.length > old.length && tail.slice(0, old.length).join() === old.join();
    });
    expect(grown.length).toBeGreaterThan(0);
  });

  test("of a finished build is read from the file server, and costs the hub nothing", async () => {
    const { data, errors } = await gateway.ask(
      '{ builds(first: 3, filter: { type: "image", state: [COMPLETE] }) { nodes { ... on ImageBuild { logs { name url size tail(lines: 7) } } } } }',
    );
    expect(errors).toBeUndefined();
    const logs: Log[] = data.builds.nodes.flatMap(({ logs }: { logs: Log[] }) => logs);
    expect(logs.length).toBeGreaterThan(3);
    for (const { name, url, tail } of logs) expect(tail, name).toEqual((await linesAt(url)).slice(-7));
    expect(calls("downloadTaskOutput")).toEqual([]);
    expect(gateway.requests).toHaveLength(2);
  });

  test.each(["tail(lines: 0)", "tail(lines: 1001)", "tail(lines: -5)"])("%s is a bad argument", async (field) => {
    const { errors } = await gateway.ask(`query ($id: Int!) { task(kojiId: $id) { logs { ${field} } } }`, {
      id: await taskIn("FAILED"),
    });
    const lines = /-?\d+/u.exec(field)?.[0];
    expect(errors?.[0]).toMatchObject({
      message: `lines is ${lines}; give a number from 1 to 1000, and read all of a log at its url.`,
      extensions: { code: "BAD_ARGUMENT" },
    });
    expect(calls("downloadTaskOutput")).toEqual([]);
  });

  test("has 50 lines where no number is given, or null", async () => {
    const id = await taskIn("FAILED");
    const longest = (logs: readonly Log[]) => Math.max(...logs.map(({ tail }) => tail.length));
    expect(longest(await ofTask(id))).toBe(50);
    expect(longest(await ofTask(id, "(lines: null)"))).toBe(50);
  });
});

describe("the logs of a finished build whose file server", () => {
  const QUERY =
    '{ builds(first: 1, filter: { type: "image", state: [COMPLETE] }) { nodes { ... on ImageBuild { logs { name tail } } } } }';
  const through = async (answer: Answer) => {
    const server = await startHub(answer);
    const filesUrl = server.url.replace("kojihub", "kojifiles");
    const other = gatewayOver([hubService("sample", { ...gateway.hub, filesUrl })]);
    const answered = await other.ask(QUERY);
    await other.close();
    return answered;
  };

  test("has lost them have no lines", async () => {
    const { data, errors } = await through((_, response) => void response.writeHead(404).end());
    expect(errors).toBeUndefined();
    const { logs } = data.builds.nodes[0];
    expect(logs.length).toBeGreaterThan(1);
    for (const { tail } of logs) expect(tail).toEqual([]);
  });

  test("ignores ranges are read all the same, if they are small", async () => {
    const { data, errors } = await through((_, response) => void response.end("one\ntwo\n"));
    expect(errors).toBeUndefined();
    for (const { tail } of data.builds.nodes[0].logs) expect(tail).toEqual(["one", "two"]);
  });

  test("sends 100 MB instead of their ends are told to be too costly", async () => {
    const { errors } = await through((_, response) => {
      response.writeHead(200, { "content-length": 100_000_000 });
      response.write("x".repeat(1000));
    });
    expect(errors?.[0]?.extensions?.["code"]).toBe("TOO_COSTLY");
  });

  test("is out of order are told to be unavailable", async () => {
    const { errors } = await through((_, response) => void response.writeHead(403).end());
    expect(errors?.[0]).toMatchObject({ extensions: { code: "HUB_UNAVAILABLE" } });
    expect(errors?.[0]?.message).toMatch(/^The file server of the Koji hub at .* answered HTTP 403/u);
  });
});

test.each([0, 1001])("an excerpt of %i lines is a bad argument, whether there is a log or not", async (lines) => {
  const { errors } = await gateway.ask(
    `query ($lines: Int) { ${FAILED} { nodes { ... on ImageBuild { failure { excerpt(lines: $lines) } } } } }`,
    { lines },
  );
  expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
});

test("a scratch build's files have addresses that give them, with their sizes", async () => {
  const { data, errors } =
    await gateway.ask(`{ tasks(first: 100, filter: { parentsOnly: true, state: [CLOSED], imageMethod: [LIVEMEDIA, KIWI, IMAGE] }) {
    nodes { scratch children { outputs { name size url } } } } }`);
  expect(errors).toBeUndefined();
  type File = { name: string; size: number; url: string };
  type Scratch = { scratch: boolean; children: { outputs: File[] }[] };
  const files = (data.tasks.nodes as Scratch[]).flatMap(({ scratch, children }) =>
    scratch ? children.flatMap(({ outputs }) => outputs) : [],
  );
  const images = files.filter(({ name }) => /\.(?:iso|qcow2|raw\.xz|vmdk)$/u.test(name));
  expect(images.length).toBeGreaterThan(0);
  for (const { name, size, url } of [...images.slice(0, 10), ...files.slice(0, 10)]) {
    const answer = await fetch(url, { method: "HEAD" });
    expect([answer.status, answer.headers.get("content-length")], name).toEqual([200, String(size)]);
  }
});

test("of a deleted build nothing is left: neither logs nor outputs of its tasks, and that is no error", async () => {
  const { data, errors } = await gateway.ask(`{ builds(first: 5, filter: { type: "image", state: [DELETED] }) {
    nodes { ... on ImageBuild { logs { name } failure { code } task { logs { name } outputs { name } children { logs { tail } outputs { name } } } } } } }`);
  expect(errors).toBeUndefined();
  expect(data.builds.nodes.length).toBeGreaterThan(0);
  for (const { logs, failure, task } of data.builds.nodes) {
    expect({ logs, failure, own: task.logs, outputs: task.outputs }).toEqual({
      logs: [],
      failure: null,
      own: [],
      outputs: [],
    });
    for (const child of task.children) expect(child).toEqual({ logs: [], outputs: [] });
  }
});

test("a task that waits, runs or ended well has no failure", async () => {
  const { data, errors } = await gateway.ask(
    "{ tasks(first: 100, filter: { state: [FREE, ASSIGNED, OPEN, CLOSED] }) { nodes { state failure { message } } } }",
  );
  expect(errors).toBeUndefined();
  const states = new Set(data.tasks.nodes.map(({ state }: { state: string }) => state));
  expect(states).toContain("FREE");
  for (const { failure } of data.tasks.nodes) expect(failure).toBeNull();
});
