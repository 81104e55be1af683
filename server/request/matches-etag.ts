/** Whether an `If-None-Match` names the tag, or any (`*`). Weakly, as RFC 9110, 13.1.2 has it: `W/` does not count. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const tags: readonly string[] = header.match(/"[^"]*"/gu) ?? [];
  return tags.includes(etag.replace(/^W\//u, ""));
}
