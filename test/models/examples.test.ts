import { createStripes } from "../docs/examples/stripes";
import { describeImageModel } from "./image-model";

describeImageModel("of docs/building.md", createStripes);
