import type { CatalogueImage } from "../../model/catalogue.ts";

export const aCatalogueImage = (overrides: Partial<CatalogueImage> = {}): CatalogueImage => ({
  name: "Aurora-Live",
  hub: null,
  summary: null,
  group: null,
  contact: null,
  stage: "production",
  method: "KIWI",
  targets: [{ name: "main-compose", arches: ["x86_64"], optionalArches: [] }],
  definition: null,
  staleAfterMs: null,
  retention: null,
  afterwards: null,
  ...overrides,
});
