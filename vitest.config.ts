import { defineConfig } from "vitest/config";

export default defineConfig({
  // One copy of graphql: else Vite loads its ES build while Pothos loads its CommonJS build.
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
