const MODULUS = 65_521;

/** As many bytes as the second sum takes before it leaves what a double counts exactly, by far. */
const STEP = 5_000;

/** The checksum that Koji's uploads are verified by (RFC 1950), in eight hexadecimal digits. */
export function adler32(bytes: Uint8Array): string {
  let first = 1;
  let second = 0;
  for (let start = 0; start < bytes.length; start += STEP) {
    for (const byte of bytes.subarray(start, start + STEP)) {
      first += byte;
      second += first;
    }
    first %= MODULUS;
    second %= MODULUS;
  }
  return (second * 65_536 + first).toString(16).padStart(8, "0");
}
