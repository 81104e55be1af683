// Apollo Server as its first page shows it.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { answerLines } from "../processes/lines.mjs";

const server = new ApolloServer({
  typeDefs: "type Query { hello: String! }",
  resolvers: { Query: { hello: () => "world" } },
});
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
await answerLines({ url });
