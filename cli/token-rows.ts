import type { ScriptToken } from "../identity/script-token.ts";
import { ANY_ACTION } from "../identity/token-file.ts";

/** What may be told of a token to whoever reads the file. */
export const tokenJson = ({ id, user, groups, actions, createdAt, expiresAt, note }: ScriptToken, now: Date) => ({
  id,
  user,
  groups,
  actions: actions ?? ANY_ACTION,
  createdAt,
  expiresAt,
  expired: now >= expiresAt,
  note,
});

/** In columns, under their heads; a sentence where there are none. */
export function tokenRows(tokens: readonly ScriptToken[], now: Date): readonly string[] {
  if (tokens.length === 0) return ["There are no tokens."];
  const rows = [
    ["ID", "USER", "GROUPS", "ACTIONS", "EXPIRES", "NOTE"],
    ...tokens.map(({ id, user, groups, actions, expiresAt, note }) => [
      id,
      user,
      groups.join(",") || "-",
      actions === null ? ANY_ACTION : actions.join(",") || "-",
      now >= expiresAt ? "expired" : expiresAt.toISOString(),
      note ?? "",
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
