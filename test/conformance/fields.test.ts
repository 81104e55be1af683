import { readdirSync, readFileSync } from "node:fs";
import { isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { expect, test } from "vitest";
import { schema } from "../../schema/index.ts";

/** Whose fields the hub's answers determine. */
const TYPES = [
  "ArchCapacity",
  "ArchStatus",
  "BuildTarget",
  "Channel",
  "Checksum",
  "Failure",
  "Host",
  "Hub",
  "HubHealth",
  "Image",
  "ImageArtifact",
  "ImageBuild",
  "ImageOwner",
  "ImageStatus",
  "KickstartDefinition",
  "KiwiDefinition",
  "LogFile",
  "OsbuildDefinition",
  "OtherBuild",
  "Rpm",
  "Tag",
  "Task",
  "TaskOutput",
  "User",
];

/** With what keeps them out. */
const LEFT_OUT: { readonly [field: string]: string } = {
  "Failure.excerpt": "lines of a file, cut and cleaned",
  "HubHealth.lastSuccessAt": "what the gateway saw of its own requests",
  "HubHealth.latency": "what the gateway saw of its own requests",
  "Image.may": "decided by the gateway's own rules",
  "Image.policies": "the gateway's own rules",
  "Image.procedure": "made of the catalogue",
  "ImageStatus.knownSince": "how far the gateway looked",
  "KickstartDefinition.flattened": "a file of a repository, or one that a builder left as it is",
  "KickstartDefinition.kickstart": "read from a repository",
};

/** Every field that one of the conformance's documents asks for, as `Type.field`; of an interface, of all that implement it. */
function askedFields(): ReadonlySet<string> {
  const folder = new URL("../../scripts/conformance/", import.meta.url);
  const asked = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  const note = visitWithTypeInfo(typeInfo, {
    Field: ({ name }) => {
      const parent = typeInfo.getParentType();
      if (parent === null || parent === undefined) return;
      const types = isObjectType(parent) || !("name" in parent) ? [parent] : schema.getPossibleTypes(parent);
      for (const type of types) asked.add(`${type.name}.${name.value}`);
    },
  });
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".graphql"))) {
    visit(parse(readFileSync(new URL(file, folder), "utf8")), note);
  }
  return asked;
}

test("the conformance asks for every field that a hub determines, or says why it does not", () => {
  const asked = askedFields();
  const fields = TYPES.flatMap((name) => {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`The schema has no object type ${name}.`);
    return Object.keys(type.getFields()).map((field) => `${name}.${field}`);
  });
  expect(fields.filter((field) => !asked.has(field) && !(field in LEFT_OUT))).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter((field) => asked.has(field) || !fields.includes(field))).toEqual([]);
});
