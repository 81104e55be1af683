import { expect, test } from "vitest";
import { problemsOf } from "./given.ts";

const FILES = { "etc/secret": "", "etc/keytab": "", "etc/gateway.pem": "" };
const hub = (url: string, auth: string) => `hubs:\n  fedora:\n    url: ${url}\n    auth: ${auth}\n`;

const AUTHS = [
  "{ type: password, passwordFile: secret }",
  "{ type: gssapi, keytab: keytab }",
  "{ type: ssl, certificate: gateway.pem }",
];

test.each(AUTHS)("nobody signs in to a hub where others read it on the way: %s", (auth) => {
  expect(problemsOf({ yaml: hub("http://koji.example.org/kojihub", auth), files: FILES })).toEqual([
    'etc/gateway.yaml:3: hubs.fedora.url is "http://koji.example.org/kojihub", where whoever stands on the way reads what signs in; give an address with https, or leave the hub without `auth`.',
  ]);
});

test.each(AUTHS)("a hub with https, or of this machine, is signed in to: %s", (auth) => {
  for (const url of ["https://koji.example.org/kojihub", "http://127.0.0.1:8080/kojihub", "http://localhost/kojihub"]) {
    expect(problemsOf({ yaml: hub(url, auth), files: FILES })).toEqual([]);
  }
});

test("a hub that is only read may have any address", () => {
  for (const auth of ["{}", "{ type: none }"]) {
    expect(problemsOf({ yaml: hub("http://koji.example.org/kojihub", auth) })).toEqual([]);
  }
});
