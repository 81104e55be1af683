import SchemaBuilder from "@pothos/core";
import type { Context } from "../context/context.ts";

/** The one schema builder: options and scalars. Types live beside their fields. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Seconds: { Input: never; Output: number };
    ByteCount: { Input: never; Output: number };
    URL: { Input: never; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}>({ defaultFieldNullability: false });

builder.queryType({ description: "Everything that can be asked." });
