/** Discovery documents have some KB, key sets with certificates some dozens. */
const MAX_BYTES = 262_144;

/** What an issuer should tell cannot be had. The message is the end of a sentence, fit for anybody. */
export class IssuerFailure extends Error {
  override readonly name = "IssuerFailure";
}

/** JSON at an address: what is there itself, of at most 256 KiB, in `patienceMs`. Rejects with IssuerFailure. */
export async function fetchJson(url: string, patienceMs: number): Promise<unknown> {
  const signal = AbortSignal.timeout(patienceMs);
  const text = await textAt(url, signal).catch((error: unknown) => {
    if (error instanceof IssuerFailure) throw error;
    if (signal.aborted) throw new IssuerFailure(`${url} gave no whole answer in ${patienceMs / 1000} s`);
    throw new IssuerFailure(`${url} cannot be reached`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new IssuerFailure(`${url} answers with no JSON`);
  }
}

async function textAt(url: string, signal: AbortSignal): Promise<string> {
  // Whoever answers for the issuer does so at the issuer's own address.
  const response = await fetch(url, { redirect: "manual", signal, headers: { accept: "application/json" } });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new IssuerFailure(`${url} answers with status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new IssuerFailure(`${url} answers with more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
