"""What comes next? The distribution over the next character as temperature and top-k shape it, and a sample from it.

`distribution` and `continuation` are the model; `explore` shows them with controls.
"""

from collections.abc import Callable, Sequence

import numpy as np

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer

MOST_BARS = 20
SAMPLE_LENGTH = 40
NAMES = {"\n": "⏎", " ": "␣", "\t": "⇥"}

Logits = Callable[[str], np.ndarray]


def distribution(logits: np.ndarray, temperature: float, top_k: int) -> np.ndarray:
    """Return the probabilities of the next token, (V,).

    p_v is proportional to exp(logits_v / temperature) for the top_k largest logits, and 0 for the others.

    Args:
        logits: Shape (V,).
        temperature: > 0; 1 leaves the model's own distribution.
        top_k: Tokens that stay possible, at least 1; of equal logits the one of the smaller number stays.

    Raises:
        ValueError: If the temperature is not positive or top_k is below 1.
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be positive; received {temperature}")
    if top_k < 1:
        raise ValueError(f"top_k must be at least 1; received {top_k}")
    logits = np.asarray(logits, dtype=float)
    kept = np.argsort(-logits, kind="stable")[:top_k]
    weights = np.zeros(len(logits))
    weights[kept] = np.exp((logits[kept] - logits.max()) / temperature)
    return weights / weights.sum()


def entropy_bits(probabilities: np.ndarray) -> float:
    """Return the mean surprise −Σ p log2 p in bits: 0 if one token is certain, log2 V if all are equally likely."""
    some = probabilities[probabilities > 0]
    return float(abs(np.sum(some * np.log2(some))))  # abs: a certain token gives -0.0


def continuation(
    logits_after: Logits, characters: Sequence[str], prompt: str, temperature: float, top_k: int, seed: int
) -> str:
    """Draw SAMPLE_LENGTH characters, each from the distribution after all that stands before it."""
    rng = np.random.default_rng(seed)
    text = prompt
    for _ in range(SAMPLE_LENGTH):
        chances = distribution(logits_after(text), temperature, top_k)
        text += characters[rng.choice(len(chances), p=chances)]
    return text[len(prompt) :]


def name(character: str) -> str:
    """Return a character as a label: blanks become visible signs."""
    return NAMES.get(character, character)


def visible(text: str) -> str:
    """Return a text in one line, its line breaks as signs."""
    return text.replace("\n", NAMES["\n"])


def describe(probabilities: np.ndarray, characters: Sequence[str], prompt: str, sample: str) -> str:
    """Say in words what the figure shows; its alternative text."""
    order = np.argsort(-probabilities, kind="stable")[:5]
    likely = ", ".join(f"{name(characters[i])} {probabilities[i]:.1%}" for i in order if probabilities[i] > 0)
    return (
        f"After “{visible(prompt)}” the likeliest characters are {likely}; possible characters: {np.count_nonzero(probabilities)}, "
        f"entropy {entropy_bits(probabilities):.2f} bits. A sample: “{visible(prompt)}|{visible(sample)}”."
    )


def figure(probabilities: np.ndarray, characters: Sequence[str], prompt: str, sample: str):
    """Draw a bar for each of the likeliest characters, and the sample below the bars."""
    order = np.argsort(-probabilities, kind="stable")[:MOST_BARS]
    drawing = plotting.new_figure(8.5, 3.8)
    axes = drawing.subplots()
    axes.bar(range(len(order)), probabilities[order], color=plotting.COLOURS["blue"])
    axes.set_xticks(range(len(order)), [name(characters[i]) for i in order])
    axes.set(ylim=(0, max(0.1, 1.05 * float(probabilities.max()))), xlabel="next character", ylabel="probability")
    shown, bits = visible(prompt), entropy_bits(probabilities)
    axes.set_title(f"After “{shown}”: possible characters: {np.count_nonzero(probabilities)}, entropy {bits:.2f} bits")
    drawing.supxlabel(
        f"{shown}|{visible(sample)}", fontsize=10, family="monospace", color=plotting.COLOURS["vermillion"]
    )
    return drawing


def explore(logits_after: Logits, characters: Sequence[str], prompts: Sequence[str]) -> None:
    """Show the explorer: choose the text before, temperature, top-k and the seed of the sample.

    Args:
        logits_after: Takes a text, returns the model's logits of the next character, shape (V,).
        characters: The V characters, in the order of the logits.
        prompts: Texts to choose from.
    """
    controls = {
        "prompt": Choice("text before", prompts[0], {visible(prompt): prompt for prompt in prompts}),
        "temperature": Slider("temperature", 1.0, low=0.1, high=3.0, step=0.1),
        "top_k": Slider("top-k (characters)", len(characters), low=1, high=len(characters)),
        "seed": Slider("seed of the sample", 0, low=0, high=20),
    }

    def draw(prompt: str, temperature: float, top_k: int, seed: int):
        probabilities = distribution(logits_after(prompt), temperature, top_k)
        sample = continuation(logits_after, characters, prompt, temperature, top_k, seed)
        return figure(probabilities, characters, prompt, sample), describe(probabilities, characters, prompt, sample)

    show_explorer(controls, draw)
