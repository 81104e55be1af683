/** As Koji's hubs take names of users unless they were told otherwise: RegexUserName and MaxNameLengthInternal in hub.conf. */
const USER_NAME = /^[A-Za-z0-9/_.@-]{1,256}$/u;
export const USER_NAME_CURE = "give 1 to 256 letters from A to Z, digits and / _ . @ -";

export const isUserName = (value: unknown): value is string => typeof value === "string" && USER_NAME.test(value);

const MAX_GROUPS = 1_000;
/** No control characters, and no blanks that nobody sees. */
const GROUP_NAME = /^(?! )[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,256}(?<! )$/u;
export const GROUP_NAME_CURE = "give at most 256 characters that can be seen";

export const isGroupName = (value: unknown): value is string => typeof value === "string" && GROUP_NAME.test(value);

export const areGroupNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= MAX_GROUPS && value.every(isGroupName);
