import { createInterface } from "node:readline";

/**
 * Tells the benchmark that this process is ready, and what there is to know of it; then answers each line of JSON by one,
 * until its input ends, which also ends what a benchmark that died left behind.
 */
export async function answerLines(ready, answer = () => null) {
  tell(ready);
  for await (const line of createInterface({ input: process.stdin })) {
    tell(await Promise.resolve(answer(JSON.parse(line))));
  }
  process.exit();
}

const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
