import { XmlRpcDouble } from "../../koji/xmlrpc/value.ts";
import { pythonFault, sqlFault } from "../fault.ts";

const ZONED = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?/;

/**
 * A time filter in milliseconds: seconds since the epoch, or text as PostgreSQL reads it (without a zone: UTC). Null
 * where no filter is given, as for 0 and the empty text.
 */
export function timeFilter(value: unknown, where: string, lazy: boolean): number | null {
  if (value === null || value === undefined || value === "" || value === 0) return null;
  if (typeof value === "number") return value * 1000;
  if (value instanceof XmlRpcDouble) return value.value === 0 ? null : value.value * 1000;
  if (typeof value !== "string")
    throw pythonFault("TypeError", "'DateTime' object cannot be interpreted as an integer");
  const match = WRITTEN.exec(value);
  const ms = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00"}${zoneOf(value)}`);
  if (!Number.isNaN(ms)) return ms;
  throw sqlFault(
    "InvalidDatetimeFormat",
    `invalid input syntax for type timestamp with time zone: "${value}"\nLINE 9:  WHERE (${where} '${value}')\n`,
    lazy,
  );
}

/** Below 0 where `a` is earlier, in the whole microseconds that a hub's database keeps. Both in milliseconds. */
export const compareTimes = (a: number, b: number): number => Math.round(a * 1000) - Math.round(b * 1000);

function zoneOf(value: string): string {
  const time = value.slice(10);
  const zone = ZONED.exec(time)?.[0] ?? "Z";
  if (zone.toUpperCase() === "Z") return "Z";
  return zone.length === 3 ? `${zone}:00` : zone;
}
