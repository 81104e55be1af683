import { builder } from "./builder.ts";
import "./scalars.ts";
import "./node.ts";
import "./hub.ts";
import "./user.ts";
import "./image.ts";
import "./image-procedure.ts";
import "./build.ts";
import "./image-changes.ts";
import "./artifact.ts";
import "./storage.ts";
import "./retention.ts";
import "./task.ts";
import "./log.ts";
import "./target.ts";
import "./host.ts";

export const schema = builder.toSchema();
