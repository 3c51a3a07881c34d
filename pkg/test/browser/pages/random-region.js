// Editable regions at random, with merges where they count and where they must be left alone.

/** A sentence with a merge; `␣` is where the space belongs. */
const FAULTY = "They said that there␣are no plans for it.";
const HIDDEN = FAULTY.replace("␣", "");
const FINE = "Nobody knows why they went home.";

/** What is not rendered, or is no text of the region. */
export const UNSEEN = [
  "<p hidden>T</p>",
  '<p style="display: none">T</p>',
  '<p style="visibility: hidden">T</p>',
  '<span style="visibility: hidden">T</span>',
  '<div style="content-visibility: hidden">T</div>',
  "<details><summary>More</summary><p>T</p></details>",
  "<details><summary>More</summary>T</details>",
  "<noscript>T</noscript>",
  "<object>T</object>",
  "<video>T</video>",
  "<audio>T</audio>",
  "<canvas>T</canvas>",
  "<iframe>T</iframe>",
  "<svg><title>T</title></svg>",
  "<svg><text>T</text></svg>",
  "<math><mi>T</mi></math>",
  "<template>T</template>",
  '<script type="text/plain">T</script>',
  "<style>T</style>",
  "<select><option>T</option></select>",
  "<textarea>T</textarea>",
  "<button>T</button>",
  "<datalist><option>T</option></datalist>",
  "<meter>T</meter>",
  "<progress>T</progress>",
  "<dialog>T</dialog>",
  "<div popover>T</div>",
  '<div style="display: contents"><i hidden>T</i></div>',
  "<div data-shadow=open>T</div>",
  "<div data-shadow=closed><p>T</p></div>",
];

/** What is marked as not to be checked. */
export const MARKED = [
  "<code>T</code>",
  "<kbd>T</kbd>",
  "<samp>T</samp>",
  "<pre>T</pre>",
  "<tt>T</tt>",
  '<p spellcheck="false">T</p>',
  '<i translate="no">T</i>',
  '<p class="notranslate">T</p>',
  '<div class="ql-code-block-container">T</div>',
  '<div class="ql-code-block">T</div>',
  '<pre class="ql-syntax">T</pre>',
  '<p data-unglue="off">T</p>',
  '<p data-unglue="OFF"><b>T</b></p>',
  '<span contenteditable="false">T</span>',
];

const INLINE = ["b", "i", "u", "span", "a", "mark", 'span style="opacity: 0.5"', 'span style="display: contents"'];
const BLOCKS = [
  "p",
  "div",
  "h2",
  "blockquote",
  'span style="display: block"',
  'b style="display: list-item"',
  'div style="content-visibility: auto"',
  'p style="opacity: 0"',
];
/** What may stand within a word and changes nothing about it. */
const NOISE = ["<!-- thereare -->", "<b></b>", "<i hidden>x y</i>", "<span></span>", "<template>x</template>", "<wbr>"];

const inside = (markup, content) => `<${markup}>${content}</${markup.split(" ")[0]}>`;

/** Returns `{ html, fixed, count }`: `fixed` is the text that it has once each merge that counts is fixed. */
export function randomRegion(random) {
  const one = (list) => list[random(list.length)];
  let count = 0;

  /** A sentence in pieces, of which some are formatted. */
  const sentence = () => {
    if (random(3) === 0) return FINE;
    count += 1;
    const [before, behind] = FAULTY.split("␣");
    const word = random(2)
      ? `${before}␣${behind}`
      : inside(one(INLINE), `${before}␣`) + (random(2) ? one(NOISE) : "") + inside(one(INLINE), behind);
    return random(3) ? word : word.replace("no plans", `no ${inside(one(INLINE), "plans")}`);
  };
  const paragraph = () => {
    const sentences = Array.from({ length: 1 + random(3) }, sentence);
    return sentences.join(
      one([" ", "\n   ", "<br>", ` ${one(NOISE)} `, one(MARKED).replace("T", HIDDEN), " <img alt=''> "]),
    );
  };
  const block = () => {
    switch (random(6)) {
      case 0:
        return one(UNSEEN).replace("T", HIDDEN);
      case 1:
        return one(MARKED).replace("T", HIDDEN);
      case 2:
        return `<ul><li>${paragraph()}</li><li>${inside(one(BLOCKS), paragraph())}</li></ul>`;
      case 3:
        return `<table><tbody><tr><td>${paragraph()}</td><td>${paragraph()}</td></tr></tbody></table>`;
      default:
        return inside(one(BLOCKS), paragraph());
    }
  };
  const marked = Array.from({ length: 1 + random(5) }, block).join(one(["", "\n", "\n\n  "]));
  const textOf = (html) => {
    const element = document.createElement("div");
    element.innerHTML = html;
    return element.textContent;
  };
  return { html: marked.replaceAll("␣", ""), fixed: textOf(marked).replaceAll("␣", " "), count };
}
