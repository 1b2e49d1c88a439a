import { anySeed, draft, edit, FORMATS, RATIOS, type Draft } from "../draft";
import { imageModels, styles, videoModels } from "../models";
import { Choice, Field } from "../parts/field";
import { Icon } from "../parts/icon";
import { variables } from "../parts/style";
import { Colours } from "./colours";

/** Everything but the prompt. */
export function Options() {
  const { mode, ratio, seconds, resolution, drawings } = draft.value;
  return (
    <div class="options">
      <Choice
        legend="Shape"
        name="ratio"
        class="ratios"
        options={RATIOS[mode]}
        value={ratio}
        onPick={(picked) => edit({ ratio: picked })}
      >
        {(one) => (
          <>
            <span class="ratio-shape" style={variables({ "--ratio": shapeOf(one) })} aria-hidden="true" />
            {one}
          </>
        )}
      </Choice>
      {mode === "image" && <ImageLook />}
      {mode === "video" && (
        <Field label="Length" hint={`${seconds} s`}>
          <input
            type="range"
            min={1}
            max={20}
            value={seconds}
            onInput={(event) => edit({ seconds: event.currentTarget.valueAsNumber })}
          />
        </Field>
      )}
      {mode === "agent" && (
        <div class="pair">
          <Field label="Longer side">
            <select
              value={resolution}
              onChange={(event) => edit({ resolution: event.currentTarget.value as "2K" | "4K" })}
            >
              <option value="2K">2048 px</option>
              <option value="4K">4096 px</option>
            </select>
          </Field>
          <Field label="Drawings" hint="at most">
            <input
              type="number"
              min={0}
              max={10}
              value={drawings}
              onInput={(event) => edit({ drawings: within(event.currentTarget.valueAsNumber, 10) })}
            />
          </Field>
        </div>
      )}
      <details class="more">
        <summary>More</summary>
        <More />
      </details>
    </div>
  );
}

function ImageLook() {
  const { style, words } = draft.value;
  return (
    <>
      <div class="pair">
        <Field label="Style">
          <input
            list="styles"
            placeholder="as you like"
            maxLength={500}
            value={style}
            onInput={(event) => edit({ style: event.currentTarget.value })}
          />
        </Field>
        <datalist id="styles">
          {styles.value.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field label="Words in it">
          <input
            placeholder="SUMMER SALE"
            maxLength={120}
            value={words}
            onInput={(event) => edit({ words: event.currentTarget.value })}
          />
        </Field>
      </div>
      <Colours />
    </>
  );
}

function More() {
  const { mode, seed, model, format, webhook } = draft.value;
  const models = mode === "video" ? videoModels.value : imageModels.value;
  const formats: readonly Draft["format"][] = FORMATS[mode];
  return (
    <div class="more-fields">
      <Field label="Seed" hint="the same seed, the same result">
        <span class="with-button">
          <input
            inputMode="numeric"
            pattern="[0-9]*"
            maxLength={10}
            placeholder="any"
            value={seed}
            onInput={(event) => edit({ seed: event.currentTarget.value.replaceAll(/\D/g, "") })}
          />
          <button
            type="button"
            class="button icon-button"
            aria-label="Another seed"
            onClick={() => edit({ seed: anySeed() })}
          >
            <Icon name="dice" />
          </button>
        </span>
      </Field>
      {mode !== "agent" && (
        <div class="pair">
          <Field label="Model">
            <select value={model} onChange={(event) => edit({ model: event.currentTarget.value })}>
              <option value="">the first that answers</option>
              {models.map(({ id, up }) => (
                <option key={id} value={id} disabled={!up}>
                  {up ? id : `${id} (down)`}
                </option>
              ))}
            </select>
          </Field>
          <Field label="Format">
            <select value={format} onChange={(event) => edit({ format: event.currentTarget.value as Draft["format"] })}>
              {formats.map((one) => (
                <option key={one} value={one}>
                  {one.toUpperCase()}
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      <Field label="Webhook" hint="told when it is done">
        <input
          type="url"
          maxLength={2_000}
          placeholder="https://example.com/hooks/edgel"
          value={webhook}
          onInput={(event) => edit({ webhook: event.currentTarget.value.trim() })}
        />
      </Field>
    </div>
  );
}

/** Width through height; what is left open looks square. */
function shapeOf(ratio: string): number {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  return width / height || 1;
}

const within = (value: number, most: number): number =>
  Number.isFinite(value) ? Math.max(0, Math.min(most, Math.round(value))) : 0;
