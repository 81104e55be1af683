/**
 * `git+https://user@host:443/path?query#ref` → `host`, in small letters; "" for an address that has none, or one that
 * programs read differently.
 */
export function hostOf(address: string): string {
  const [, authority = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/iu.exec(address) ?? [];
  const [, host = ""] = /^(?:[\w.~%:!$&'()*+,;=-]*@)?([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d*)?$/iu.exec(authority) ?? [];
  return host.toLowerCase().replace(/\.$/u, "");
}
