// Mercurius with graphql-jit over the gateway's own schema; the data of one answer are in memory, as `{ data }` by a line.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import { buildSchema } from "graphql";
import mercurius from "mercurius";
import { answerLines } from "../processes/lines.mjs";

const schema = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
let data = {};
const fields = Object.keys(buildSchema(schema).getQueryType().getFields());
const Query = Object.fromEntries(fields.map((name) => [name, () => data[name]]));

const app = Fastify();
app.register(mercurius, { schema, resolvers: { Query }, jit: 1 });
const url = await app.listen({ host: "127.0.0.1", port: 0 });
await answerLines({ url: `${url}/graphql` }, (line) => {
  data = line.data;
  return null;
});
