// Yoga as its first page shows it.
import { createServer } from "node:http";
import { createSchema, createYoga } from "graphql-yoga";
import { answerLines } from "../processes/lines.mjs";

const schema = createSchema({
  typeDefs: "type Query { hello: String! }",
  resolvers: { Query: { hello: () => "world" } },
});
const yoga = createYoga({ schema, logging: false });
const server = createServer((request, response) => void yoga(request, response));
server.listen(0, "127.0.0.1", () => {
  void answerLines({ url: `http://127.0.0.1:${server.address().port}/graphql` });
});
