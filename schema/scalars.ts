import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import { builder } from "./builder.ts";

builder.scalarType("DateTime", {
  description: "An instant, RFC 3339, always UTC: `2026-11-22T14:40:09.293Z`. As an argument any offset is understood.",
  serialize: (value) => value.toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(literalText(node)),
});

builder.scalarType("Seconds", {
  description: "A length of time in seconds; fractions allowed.",
  serialize: (value) => Math.round(value * 1000) / 1000,
  parseValue: onlyOutput("Seconds"),
});

builder.scalarType("ByteCount", {
  description: "A number of bytes: a JSON integer up to 2^53-1. Image files do not fit GraphQL's 32-bit Int.",
  serialize: (value) => value,
  parseValue: onlyOutput("ByteCount"),
});

builder.scalarType("URL", {
  description: "An absolute address, https or http.",
  serialize: (value) => value,
  parseValue: onlyOutput("URL"),
});

builder.scalarType("JSON", {
  description: "Any JSON value.",
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)$/u;

function parseDateTime(value: unknown): Date {
  const date = typeof value === "string" && isOnCalendar(value) ? new Date(value.replace(" ", "T")) : null;
  if (date !== null && date.getTime() >= 0) return date;
  throw new GraphQLError(
    `${JSON.stringify(value)} is no DateTime; give RFC 3339 with a zone, as 2026-11-22T14:40:00Z, from 1970 on.`,
  );
}

/** JavaScript takes 30 February for 2 March. */
function isOnCalendar(text: string): boolean {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  return day !== undefined && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

const literalText = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : null);

/** No argument is of these types: GraphQL wants the function all the same. */
function onlyOutput(name: string): (value: unknown) => never {
  return () => {
    throw new GraphQLError(`${name} is no type of an argument.`);
  };
}
