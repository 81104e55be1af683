import { expect, test } from "vitest";
import { changedLists } from "../../../loaders/list-moment.ts";
import { servedOverSample } from "../../support/served.ts";

const serve = servedOverSample();

const ask = (query: string) => ({ query });

test("a list that is known is asked for anew once something was changed", async () => {
  const { post, cache, requests } = await serve();
  const question = ask('{ tasks(first: 2, filter: { method: ["livemedia"] }) { nodes { kojiId } } }');
  const first = await (await post(question)).json();
  requests.length = 0;
  expect(await (await post(question)).json()).toEqual(first);
  expect(requests).toEqual([]);
  for (const _ of [1, 2]) {
    await cache.drop(changedLists());
    requests.length = 0;
    expect(await (await post(question)).json()).toEqual(first);
    expect(requests.flatMap(({ calls }) => calls.map(({ methodName }) => methodName))).toEqual(["listTasks"]);
  }
});

test("what holds no list stays as it is known", async () => {
  const { post, cache, requests } = await serve();
  const question = ask('{ target(name: "main-compose") { name } }');
  await post(question);
  await cache.drop(changedLists());
  requests.length = 0;
  await post(question);
  expect(requests).toEqual([]);
});

test("nothing is changed by GET", async () => {
  const { get, requests } = await serve();
  const query = "mutation { cancelTask(input: { taskId: 1 }) { __typename } }";
  const response = await get({ query }, { authorization: "Bearer sample-releng" });
  expect(response.status).toBe(405);
  expect(requests).toEqual([]);
});
