// A sample hub of the size that the options in its argument want.
import { startSampleHub } from "../../dist/sample/sample-hub.js";
import { answerLines } from "./lines.mjs";

const { hubUrl, filesUrl, webUrl, catalogue } = await startSampleHub(JSON.parse(process.argv[2]));
await answerLines({ hubUrl, filesUrl, webUrl, catalogue });
