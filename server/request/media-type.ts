const TYPES = ["application/json", "application/graphql-response+json"] as const;

/** How an answer in one piece may be called. */
export type MediaType = (typeof TYPES)[number];

/** What Yoga would call the answer for such an `Accept`: the first that fits. Null where it would stream, or refuse. */
export function mediaTypeOf(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept === "" || accept === "*/*") return TYPES[0];
  for (const range of accept.replaceAll(/\s/gu, "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = range.split(";");
    const charset = parameters.find((parameter) => parameter.includes("charset="));
    const found = TYPES.find((type) => includes(name, type));
    if (found !== undefined && (charset ?? "charset=utf-8") === "charset=utf-8") return found;
  }
  return null;
}

function includes(range: string, type: MediaType): boolean {
  const [whole, part] = range.split("/");
  const [ownWhole, ownPart] = type.split("/");
  return (whole === "*" || whole === ownWhole) && (part === "*" || part === ownPart);
}
