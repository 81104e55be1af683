import type { ImageProcedure } from "../model/image-procedure.ts";
import { procedureOf } from "../resolvers/image-procedure.ts";
import { builder } from "./builder.ts";
import { ImageType } from "./refs.ts";

const ImageProcedureType = builder.objectRef<ImageProcedure>("ImageProcedure").implement({
  description: "Who may build an image, how one is started, and what becomes of it.",
  fields: (t) => ({
    whoMayBuild: t.exposeStringList("whoMayBuild", {
      description:
        "Each a sentence: the gateway's rules on builds of it, and at the end what the hub asks for, which decides last.",
    }),
    howToBuild: t.exposeString("howToBuild", {
      description:
        "For people, in sentences: a test build, a production build, where its result goes, what must hold before, whom to ask, and what is not known.",
    }),
    kojiCommand: t.exposeString("kojiCommand", {
      description:
        "The command of Koji's own client that starts a production build, for a POSIX shell. Words in capitals stand for what is not known.",
    }),
    afterwards: t.exposeString("afterwards", {
      nullable: true,
      description: "What becomes of a good build: the catalogue's words, else its tag and how long it is kept.",
    }),
  }),
});

builder.objectField(ImageType, "procedure", (t) =>
  t.field({
    type: ImageProcedureType,
    description:
      "Its standard operating procedure, for the catalogue's first target: made of the catalogue, of the newest attempt for that target and of the hub's package list.",
    resolve: procedureOf,
  }),
);
