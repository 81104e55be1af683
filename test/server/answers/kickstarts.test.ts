import { expect, onTestFinished, test } from "vitest";
import { createTestRepository } from "../../support/git-repository.ts";
import { openedLibrary } from "../../support/kickstart-library.ts";
import { servedOverSample } from "../../support/served.ts";

const serve = servedOverSample();

async function servedOverRepository() {
  const origin = createTestRepository();
  origin.commit("one", { "a.ks": "lang en_US.UTF-8\n" });
  const kickstarts = await openedLibrary({ name: "ks", url: origin.path });
  onTestFinished(async () => {
    await kickstarts.close();
    origin.remove();
  });
  const gateway = await serve({ kickstarts });
  const ask = async (query: string) => {
    const response = await gateway.post({ query });
    return { ...(await response.json()), headers: response.headers };
  };
  return { origin, kickstarts, gateway, ask };
}

const QUERY = '{ kickstart(path: "a.ks") { source history { nodes { subject } } } }';

test("an answer from kickstarts is kept, and dropped when a branch moved", async () => {
  const { origin, kickstarts, ask } = await servedOverRepository();
  const first = await ask(QUERY);
  expect(first.data.kickstart.source).toBe("lang en_US.UTF-8\n");
  kickstarts.gitRuns();
  const kept = await ask(QUERY);
  expect(kept.headers.get("etag")).toBe(first.headers.get("etag"));
  origin.commit("two", { "a.ks": "lang de_DE.UTF-8\n" });
  expect((await ask(QUERY)).data).toEqual(first.data);
  await kickstarts.repositories[0]?.refresh();
  const { data, headers } = await ask(QUERY);
  expect(data.kickstart).toEqual({
    source: "lang de_DE.UTF-8\n",
    history: { nodes: [{ subject: "two" }, { subject: "one" }] },
  });
  expect(headers.get("age")).toBe("0");
});

test("a fetch that brought nothing new leaves answers where they are", async () => {
  const { kickstarts, ask } = await servedOverRepository();
  const first = await ask(QUERY);
  await kickstarts.repositories[0]?.refresh();
  kickstarts.gitRuns();
  expect((await ask(QUERY)).headers.get("etag")).toBe(first.headers.get("etag"));
  expect(kickstarts.gitRuns()).toEqual([]);
});

test("who wants to know what an answer cost hears that no hub was asked", async () => {
  const { gateway } = await servedOverRepository();
  const response = await gateway.post({ query: QUERY }, { "x-koji-image-trace": "1" });
  const { extensions } = await response.json();
  expect(extensions.hubCalls).toMatchObject({ requests: 0, calls: 0, bytes: 0 });
  expect(gateway.requests).toEqual([]);
});

test("/readyz tells of repositories, and is ready without them", async () => {
  const { origin, kickstarts, gateway } = await servedOverRepository();
  const ready = async () => {
    const response = await fetch(gateway.url.replace(/graphql$/u, "readyz"));
    return { status: response.status, ...(await response.json()) };
  };
  expect(await ready()).toMatchObject({
    status: "ready",
    kickstarts: [{ name: "ks", fetchedAt: expect.stringMatching(/^\d{4}-/u), problem: null }],
  });
  origin.remove();
  await kickstarts.repositories[0]?.refresh();
  expect(await ready()).toMatchObject({
    status: "ready",
    kickstarts: [{ name: "ks", problem: expect.stringContaining("does not appear to be a git repository") }],
  });
});
