import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { actingGateway } from "../test/support/acting-gateway.ts";

/**
 * The README with every query's answer as a sample hub gives it at a fixed moment; ports are made up. A query is asked with
 * the token that its first comment has, if any.
 */
export async function withAnswers(readme: string): Promise<string> {
  const gateway = await actingGateway({ name: "koji", kickstarts: true });
  try {
    const parts = readme.split(/(```graphql\n[\s\S]*?```\n\n```json\n)[\s\S]*?(?=```)/u);
    for (const [index, part] of parts.entries()) {
      const query = /^```graphql\n([\s\S]*?)```/u.exec(part)?.[1];
      if (query === undefined) continue;
      const authorization = /^# authorization: (.+)$/mu.exec(query)?.[1];
      const { data, errors } = await gateway.ask(query, {}, authorization === undefined ? {} : { authorization });
      if (errors !== undefined) throw new Error(`${query}: ${errors[0]?.message}`);
      const json = JSON.stringify(data, null, 2).replace(/127\.0\.0\.1:\d+/gu, "127.0.0.1:8080");
      parts[index] = part + (await format(json, { parser: "json", printWidth: 120, objectWrap: "collapse" }));
    }
    return parts.join("");
  } finally {
    await gateway.close();
  }
}

if (process.argv[1]?.endsWith("readme-answers.ts")) {
  const file = new URL("../README.md", import.meta.url);
  writeFileSync(file, await withAnswers(readFileSync(file, "utf8")));
}
