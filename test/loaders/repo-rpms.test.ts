import { expect, test } from "vitest";
import { newHubCallTrace } from "../../koji/wire/hub-call-trace.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { createAddresses } from "../../koji/addresses.ts";
import { createCachedReads } from "../../loaders/cached-reads.ts";
import { createProvenance } from "../../loaders/provenance.ts";
import { createRepoRpms } from "../../loaders/repo-rpms.ts";
import { memoryCache } from "../support/gateway.ts";

const addresses = createAddresses({ filesUrl: "https://files.example.org", webUrl: "https://koji.example.org" });
const REPO = { tag: "f45-build", repoId: 7, arch: "x86_64" };

type File = { readonly text: string; readonly fromStart?: boolean } | null;

/** Over a web server that has one file, or none. */
function rpmsOf(file: File) {
  const read: string[] = [];
  const client = createHubClient({ url: "http://127.0.0.1:1/kojihub" });
  const cache = memoryCache();
  const request = () => {
    const provenance = createProvenance().of("koji");
    const reads = createCachedReads({ client, cache, provenance, trace: newHubCallTrace() });
    const readFileEnd = async (url: string) => {
      read.push(url);
      return file && { bytes: Buffer.from(file.text), fromStart: file.fromStart ?? true };
    };
    return createRepoRpms(reads, { addresses, readFileEnd });
  };
  return { request, read };
}

test("names are those of the files that Koji put into the repository, each once", async () => {
  const { request } = rpmsOf({
    text: [
      "toplink/packages/bash/5.2/1.fc45/x86_64/bash-5.2-1.fc45.x86_64.rpm",
      "toplink/packages/python-attrs/25/2.fc45/noarch/python3-attrs-25-2.fc45.noarch.rpm",
      "toplink/vol/slow/packages/bash/5.1/1.fc45/x86_64/bash-5.1-1.fc45.x86_64.rpm",
      "nonsense",
      "",
    ].join("\n"),
  });
  expect(await request()(REPO)).toEqual(new Set(["bash", "python3-attrs"]));
});

test("a list is read once for all requests, and per repository and arch", async () => {
  const { request, read } = rpmsOf({ text: "a/bash-5.2-1.x86_64.rpm\n" });
  await request()(REPO);
  await request()(REPO);
  await request()({ ...REPO, arch: "aarch64" });
  expect(read).toEqual([
    "https://files.example.org/repos/f45-build/7/x86_64/pkglist",
    "https://files.example.org/repos/f45-build/7/aarch64/pkglist",
  ]);
});

test("no list, or one that is cut off, says nothing", async () => {
  expect(await rpmsOf(null).request()(REPO)).toBeNull();
  expect(await rpmsOf({ text: "a/bash-5.2-1.x86_64.rpm", fromStart: false }).request()(REPO)).toBeNull();
});

test("an empty repository has no names", async () => {
  expect(await rpmsOf({ text: "" }).request()(REPO)).toEqual(new Set());
});
