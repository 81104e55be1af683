import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PERSISTED_OPERATIONS } from "../../generated/persisted-operations.ts";
import { withAnswers } from "../../scripts/readme-answers.ts";
import { gatewayOverSample } from "../support/gateway.ts";

const README = readFileSync("README.md", "utf8");

test("the README's queries give the answers that stand beside them; `npm run readme` writes them anew", async () => {
  expect(await withAnswers(README)).toBe(README);
  expect(README.match(/```graphql/gu)?.length).toBeGreaterThanOrEqual(5);
});

test("the README tells the size of the sample hub as it is", async () => {
  const gateway = await gatewayOverSample();
  const { data } = await gateway.ask("{ images { totalCount } }");
  await gateway.close();
  expect(README).toContain(`sample hub's ${data.images.totalCount} images`);
});

test("the README's commands are scripts of the package", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...README.matchAll(/npm run ([\w-]+)|npm (start|test)\b/gu)].map(
    ([, run, short]) => run ?? short ?? "",
  );
  expect(named.length).toBeGreaterThan(3);
  for (const name of named) expect(Object.keys(scripts), name).toContain(name);
});

test("the README's configuration is one that check-config accepts", async () => {
  const { parseCatalogue } = await import("../../catalogue/parse-catalogue.ts");
  const catalogue = /```yaml\n(images:[\s\S]*?)```/u.exec(README)?.[1] ?? "";
  expect(parseCatalogue(catalogue, "README.md")).toMatchObject({ catalogue: [{ name: "Fedora-KDE-Live" }] });
});

test("the README names the board by its hash", () => {
  expect(README).toContain(`documentId=sha256:${PERSISTED_OPERATIONS.Board.hash}\n`);
});
