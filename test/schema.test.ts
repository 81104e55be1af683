import { readFileSync } from "node:fs";
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { expect, test } from "vitest";
import { schema } from "../schema/index.ts";

test("schema/schema.graphql is what the code says; `npm run schema` prints it", () => {
  const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;
  expect(readFileSync("schema/schema.graphql", "utf8")).toBe(printed);
});

const own = Object.values(schema.getTypeMap()).filter(
  ({ name }) => !name.startsWith("__") && !BUILT_IN().includes(name),
);

test.each(own.map((type) => [type.name, type] as const))(
  "%s and all of its members say what they are",
  (_name, type) => {
    expect(type.description, type.name).toBeTruthy();
    for (const [member, description] of membersOf(type)) expect(description, `${type.name}.${member}`).toBeTruthy();
  },
);

function BUILT_IN(): string[] {
  return ["ID", "String", "Int", "Float", "Boolean"];
}

function* membersOf(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  if (isEnumType(type)) for (const value of type.getValues()) yield [value.name, value.description];
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [field.name, field.description];
    if ("args" in field) for (const arg of field.args) yield [`${field.name}(${arg.name}:)`, arg.description];
  }
}
