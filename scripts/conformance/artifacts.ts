import type { Expected } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { archiveUrl } from "./paths.ts";
import { flag, number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { CHECKSUMS, stateOf } from "./states.ts";

/** The archives of an image build that are files, by arch and name. */
export async function imageArchives({ hub }: Sides, buildId: number): Promise<readonly Row[]> {
  const all = rows(await hub("listArchives", named({ buildID: buildId, type: "image" })));
  const key = (row: Row) => [textOrNull(row, "arch") ?? "", text(row, "filename")];
  return all
    .filter((row) => !flag(row, "metadata_only"))
    .toSorted((a, b) => {
      const [archA = "", nameA = ""] = key(a);
      const [archB = "", nameB = ""] = key(b);
      return archA === archB ? (nameA < nameB ? -1 : 1) : archA < archB ? -1 : 1;
    });
}

/** `ImageArtifact`, as far as one row and its build tell. */
export const expectedArtifact = ({ urls }: Sides, build: Row, row: Row): { readonly [name: string]: Expected } => ({
  kojiId: number(row, "id"),
  filename: text(row, "filename"),
  format: text(row, "type_name"),
  arch: textOrNull(row, "arch"),
  size: number(row, "size"),
  url: archiveUrl(urls, build, text(row, "filename")),
  checksum: {
    algorithm: stateOf(CHECKSUMS, numberOrNull(row, "checksum_type") ?? 0),
    value: text(row, "checksum"),
  },
});
