// Gateways of one configuration, one after the other: each knows nothing, in a process that is warm.
import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { loadSetup } from "../../dist/cli/setup.js";
import { serve } from "../../dist/server/serve.js";
import { answerLines } from "./lines.mjs";

const { config } = JSON.parse(process.argv[2]);
const setup = loadSetup({ config, host: null, port: null, logLevel: null });
if ("problems" in setup) throw new Error(JSON.stringify(setup.problems));
const { configuration, catalogue } = setup;

const profiler = new Session();
let served = await fresh();
await answerLines({ url: served.url }, async ({ want, file }) => {
  if (want === "fresh") {
    await served.close();
    served = await fresh();
  }
  if (want === "profile") {
    profiler.connect();
    await profiler.post("Profiler.enable");
    await profiler.post("Profiler.setSamplingInterval", { interval: 200 });
    await profiler.post("Profiler.start");
  }
  if (want === "profiled") {
    const { profile } = await profiler.post("Profiler.stop");
    profiler.disconnect();
    await writeFile(file, JSON.stringify(profile));
  }
  return { url: served.url };
});

function fresh() {
  return serve({ configuration, catalogue: catalogue ?? [] });
}
