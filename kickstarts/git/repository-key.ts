/**
 * The same for every way a repository is reached: scheme, user, port and a `.git` at the end do not tell repositories
 * apart; host and path do. Null for what is no address.
 */
export function repositoryKey(address: string): string | null {
  if (address.startsWith("/")) return trimmed(address);
  if (!URL.canParse(address)) return null;
  const { hostname, pathname, protocol } = new URL(address);
  if (protocol === "file:") return trimmed(decodeURI(pathname));
  return hostname === "" ? null : `${hostname.toLowerCase()}${trimmed(pathname)}`;
}

const trimmed = (path: string) =>
  path
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .replace(/\/+$/, "");
