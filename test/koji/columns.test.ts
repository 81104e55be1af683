import { expect, test } from "vitest";
import { BUILD_COLUMNS, IMAGE_ARCHIVE_COLUMNS, RPM_COLUMNS, TASK_COLUMNS } from "../../koji/columns.ts";
import { isList, isStruct } from "../../koji/requests/value-shape.ts";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import { OWN_CAPTURES, readCaptures } from "../support/captures.ts";

const captures = new Map(readCaptures(OWN_CAPTURES).map((capture) => [capture.name, capture]));

/** The first row of a list that a hub answered with. */
function firstRow(name: string) {
  const response = captures.get(name)?.response;
  const rows = response ? decodeResponse(response) : null;
  return isList(rows) ? (rows[0] ?? null) : null;
}

test.each([
  ["listBuilds-package", BUILD_COLUMNS],
  ["listArchives-image", IMAGE_ARCHIVE_COLUMNS],
  ["listRPMs-imageID-limit", RPM_COLUMNS],
  ["listTasks-failed-decode", TASK_COLUMNS],
])("the columns that are known of %s are those that a hub sends", (name, [newest]) => {
  const row = firstRow(name);
  expect(row !== null && isStruct(row) ? Object.keys(row).toSorted() : row).toEqual(newest);
});

test.each([
  ["listBuilds-asList", BUILD_COLUMNS],
  ["listRPMs-asList", RPM_COLUMNS],
])("of the columns that are known, some are as many as %s has values", (name, columns) => {
  const row = firstRow(name);
  expect(columns.map(({ length }) => length)).toContain(isList(row) ? row.length : row);
});

test("no two kinds of rows are of one length, so that the names of one are never another's", () => {
  for (const columns of [BUILD_COLUMNS, RPM_COLUMNS]) {
    expect(new Set(columns.map(({ length }) => length)).size).toBe(columns.length);
  }
});
