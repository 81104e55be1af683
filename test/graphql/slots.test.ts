import { expect, test } from "vitest";
import { startAlteringProxy } from "../support/altering-proxy.ts";
import { gatewayOver, gatewayOverSample, hubService } from "../support/gateway.ts";

const ONE = (name: string) => `image(name: "${name}") { name status { state } }`;
const QUERY = `{ a: ${ONE("Aurora-Plasma-Live")} b: ${ONE("Aurora-Xfce-Live")} c: ${ONE("Aurora-Tiling-Live")} }`;

test("an image whose builds the hub tells wrongly is one error at its place, and its neighbours are answered", async () => {
  const sample = await gatewayOverSample();
  const proxy = await startAlteringProxy(sample.hub.hubUrl);
  const gateway = gatewayOver([hubService("sample", sample.hub, { url: proxy.url })]);
  // Each build of just this image has a state that Koji does not have: in rows with names, and in those without, where it
  // stands behind the time of the start.
  proxy.alter = (body) =>
    body
      .replace(/(<string>Aurora-Xfce-Live-[^<]*<\/string>[\s\S]*?<name>state<\/name>\s*<value><int>)\d/gu, "$19")
      .replace(
        /(<string>Aurora-Xfce-Live-[^<]*<\/string>[\s\S]*?<double>[^<]*<\/double><\/value>\s*<value><int>)\d(?=<)/gu,
        "$19",
      );
  try {
    const { data, errors } = await gateway.ask(QUERY);
    expect(errors?.map(({ path, extensions }) => [path, extensions?.["code"]])).toEqual([
      [["b", "status"], "HUB_UNAVAILABLE"],
    ]);
    expect(data).toMatchObject({ a: { status: { state: "PASSING" } }, b: null, c: { status: { state: "FAILING" } } });
  } finally {
    await gateway.close();
    await proxy.close();
    await sample.close();
  }
});
