import { EXCERPT_LINES, failureExcerpt, logTail, TAIL_LINES } from "../resolvers/log.ts";
import { builder } from "./builder.ts";
import { FailureType, LogFileType } from "./refs.ts";

const TEXT =
  "Fit to be shown: without terminal codes, with replacement characters for what is no UTF-8; lines of more than 2000 characters end in an ellipsis.";

builder.objectField(LogFileType, "tail", (t) =>
  t.stringList({
    description: `The last lines, read from the end, never the whole file. Empty when the log is gone, or packed (.gz, .xz). ${TEXT} Errors: BAD_ARGUMENT, HUB_UNAVAILABLE, TOO_COSTLY for a large log of a file server that knows no ranges.`,
    args: { lines: t.arg.int({ defaultValue: TAIL_LINES, description: "At most so many: 1 to 1000." }) },
    resolve: logTail,
  }),
);

builder.objectField(FailureType, "excerpt", (t) =>
  t.stringList({
    description: `The lines of \`log\` that matter: the last block that tells an error, with a little around it; the last lines where none does; empty without a log. ${TEXT} Errors: BAD_ARGUMENT, HUB_UNAVAILABLE.`,
    args: { lines: t.arg.int({ defaultValue: EXCERPT_LINES, description: "At most so many: 1 to 1000." }) },
    resolve: failureExcerpt,
  }),
);

builder.objectField(FailureType, "logGone", (t) =>
  t.boolean({
    description:
      "Whether `log` is null although a task of this method writes logs as soon as it runs: the hub clears the output of tasks away after some weeks.",
    resolve: ({ logGone }) => logGone,
  }),
);
