import { builder } from "./builder.ts";

builder.mutationType({
  description:
    "Everything that can be done, always as the viewer, and the hub decides last. Each answers with the thing done or with a Problem.",
});
