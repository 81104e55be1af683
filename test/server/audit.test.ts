import { expect, test } from "vitest";
import { anAct } from "../ledger/acts.ts";
import { defaultPolicies } from "../support/policies.ts";
import { servedOverSample } from "../support/served.ts";

const serve = servedOverSample();

test("no answer of the ledger is for anybody but who asked", async () => {
  const { post, get, ledger } = await serve({ policies: defaultPolicies() });
  await ledger.record(anAct(1));
  const query = "{ auditLog { nodes { subject } } }";
  const releng = { authorization: "Bearer sample-releng" };
  const refused = async (asked: Promise<Response>) => {
    const answer = await asked;
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toMatchObject({ data: null, errors: [{ extensions: { code: "NOT_SIGNED_IN" } }] });
  };
  await refused(post({ query }));
  for (const ask of [() => post({ query }, releng), () => get({ query }, releng)]) {
    const answer = await ask();
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await answer.json()).toEqual({ data: { auditLog: { nodes: [{ subject: anAct(1).subject }] } } });
    await refused(post({ query }));
    await refused(get({ query }));
  }
  await ledger.record(anAct(2));
  expect((await (await post({ query }, releng)).json()).data.auditLog.nodes).toHaveLength(2);
});
