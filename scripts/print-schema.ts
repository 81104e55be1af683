import { writeFileSync } from "node:fs";
import { lexicographicSortSchema, printSchema } from "graphql";
import { schema } from "../schema/index.ts";

writeFileSync(
  new URL("../schema/schema.graphql", import.meta.url),
  `${printSchema(lexicographicSortSchema(schema))}\n`,
);
