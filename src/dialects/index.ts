import { admin } from "./admin/index";
import { agentname } from "./agentname/index";
import type { Dialect } from "./dialect";
import { hub } from "./hub/index";
import { models } from "./models";
import { myimage } from "./myimage/index";
import { openai } from "./openai/index";
import { operation } from "./operation";
import { pictures } from "./pictures";
import { tokenkit } from "./tokenkit/index";
import { wellKnown } from "./well-known";

/** Every public API surface, a line each. */
export const dialects: readonly Dialect[] = [
  hub,
  myimage,
  agentname,
  openai,
  pictures,
  models,
  tokenkit,
  wellKnown,
  admin,
  operation,
];
