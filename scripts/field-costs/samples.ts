/** A query with `%` where the fields of an object of some type stand. */
export type Place = string;

const PLASMA = 'image(name: "Aurora-Plasma-Live")';
const FAILED_BUILD =
  'builds(first: 1, filter: { state: [FAILED], type: "image" }) { nodes { ... on ImageBuild { % } } }';
const task = (filter: string) => `tasks(first: 1, filter: { ${filter} }) { nodes { % } }`;

/** An object of the type as people ask for it; types that are not here are looked for in the fields of others. */
export const TYPICAL: Readonly<Record<string, Place>> = {
  Query: "%",
  Image: `${PLASMA} { % }`,
  ImageBuild: `${PLASMA} { builds(first: 1, filter: { state: [COMPLETE] }) { nodes { % } } }`,
  OtherBuild: 'builds(first: 1, filter: { type: "rpm" }) { nodes { ... on OtherBuild { % } } }',
  ImageArtifact: 'image(name: "Aurora-Cloud-Generic") { latest(arch: "x86_64", format: "qcow2") { % } }',
  ImageChanges:
    'image(name: "Aurora-Cloud-Generic") { builds(first: 1, filter: { state: [COMPLETE] }) { nodes { changes { % } } } }',
  KiwiDefinition: 'image(name: "Aurora-Cloud-Generic") { definition { ... on KiwiDefinition { % } } }',
  OsbuildDefinition: 'image(name: "Aurora-Atomic-Raw") { definition { ... on OsbuildDefinition { % } } }',
  ImageStatus: `${PLASMA} { status { % } }`,
  ArchStatus: `${PLASMA} { status(arch: "x86_64") { arches { % } } }`,
  Task: task("imageMethod: [LIVEMEDIA], state: [CLOSED]"),
  Failure: FAILED_BUILD.replace("%", "failure { % }"),
  LogFile: FAILED_BUILD.replace("%", "failure { log { % } }"),
  Host: task('method: ["createLiveMedia"], state: [OPEN]').replace("%", "host { % }"),
  Channel: 'channel(name: "livemedia") { % }',
  Tag: 'tag(name: "main-compose") { % }',
  BuildTarget: 'target(name: "main-compose") { % }',
  Hub: "hub { % }",
  KickstartProblem: 'kickstart(path: "aurora-disk-legacy-server.ks") { problems { % } }',
  Kickstart: 'kickstart(path: "aurora-live-plasma.ks") { % }',
};

/** Fields that cost nothing where there is nothing to tell: asked of an object that has something. */
export const TELLING: Readonly<Record<string, Place>> = {
  "ImageBuild.failure": FAILED_BUILD,
  "ArchStatus.failure": 'image(name: "Aurora-Tiling-Live") { status(arch: "x86_64") { arches { % } } }',
  "Task.failure": task("imageMethod: [LIVEMEDIA], state: [FAILED]"),
  "Task.eta": task("imageMethod: [LIVEMEDIA], state: [OPEN]"),
  "Task.parent": task('method: ["createLiveMedia"], state: [CLOSED]'),
  "Task.host": task('method: ["createLiveMedia"], state: [CLOSED]'),
};

/** What stands in the brackets of a field that must have something there; words in capitals are SAMPLES. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
  "Query.build": 'by: { nvr: "SAMPLE_NVR" }',
  "Query.channel": 'name: "livemedia"',
  "Query.checkKickstart": 'source: "lang en_US"',
  "Query.kickstart": 'path: "aurora-live-plasma.ks"',
  "Kickstart.diff": 'from: "au42"',
  "Query.image": 'name: "Aurora-Plasma-Live"',
  "Query.imagesContaining": 'rpm: "SAMPLE_RPM"',
  "Query.node": 'id: "SAMPLE_ID"',
  "Query.nodes": 'ids: ["SAMPLE_ID"]',
  "Query.tag": 'name: "main-compose"',
  "Query.target": 'name: "main-compose"',
  "Query.task": "kojiId: SAMPLE_TASK",
  "Query.policy": 'id: "freeze"',
  "Query.decision": 'request: { action: BUILD_IMAGE, image: "Aurora-Plasma-Live" }',
  "Query.preflight": 'input: { image: "Aurora-Games-Live", target: "main-compose", scratch: false }',
  "Image.may": "action: BUILD_IMAGE",
  "Viewer.may": "action: READ_AUDIT_LOG",
  "Image.latest": 'arch: "x86_64", format: "iso"',
};

const BUILD = "builds(first: 1, filter: { state: [COMPLETE] })";

/** Values of the sample world: the first member of that name in the answer. */
export const SAMPLES: Readonly<Record<string, { readonly query: string; readonly member: string }>> = {
  SAMPLE_NVR: { query: `{ ${PLASMA} { ${BUILD} { nodes { nvr } } } }`, member: "nvr" },
  SAMPLE_ID: { query: `{ ${PLASMA} { ${BUILD} { nodes { id } } } }`, member: "id" },
  SAMPLE_TASK: { query: `{ ${PLASMA} { ${BUILD} { nodes { task { kojiId } } } } }`, member: "kojiId" },
  SAMPLE_RPM: {
    query:
      '{ image(name: "Aurora-Cloud-Generic") { latest(arch: "x86_64", format: "qcow2") { packages(first: 1) { nodes { name } } } } }',
    member: "name",
  },
};
