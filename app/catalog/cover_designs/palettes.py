"""The colours of the shop's covers, gathered by the mood they serve."""

from app.catalog.cover_designs.colour import Palette

MIDCENTURY = (
    Palette("#f3ead7", "#22252b", ("#d9472b", "#e8a33d", "#2f6f73", "#22252b")),
    Palette("#e2a92c", "#1f1d1a", ("#f6eddc", "#c23b22", "#1f1d1a", "#24605f")),
    Palette("#bcd4d8", "#1b2a39", ("#e4572e", "#f7f0e2", "#1b2a39", "#d9a441")),
    Palette("#efc5b8", "#3a1f2b", ("#b7323a", "#f9f1e7", "#3b5b4c", "#e08f2c")),
    Palette("#174a4e", "#f6edda", ("#e8a33d", "#e4572e", "#8fc0b5", "#f6edda")),
    Palette("#3c2239", "#f8e9d9", ("#e2725b", "#ebb55f", "#9a6690", "#f8e9d9")),
    Palette("#c33a22", "#fff5e6", ("#1d1f2a", "#f2b544", "#fff5e6", "#7f1d14")),
    Palette("#26412f", "#f4ecd8", ("#d9b44a", "#c9573b", "#86a873", "#f4ecd8")),
    Palette("#d8ddc6", "#20342c", ("#4c7a5d", "#e27d60", "#f8f4e6", "#20342c")),
    Palette("#1f3a6e", "#f7efdf", ("#f0b63f", "#e36a4b", "#8fb4d9", "#f7efdf")),
)
# Flat signal colours with paper, for bands and grids.
SIGNAL = (
    Palette("#e2592a", "#1c1a19", ("#f7f1e3", "#1c1a19", "#f4b183", "#a83a14")),
    Palette("#1d5f8a", "#ffffff", ("#f6f1e4", "#0f2f47", "#7fb3d3", "#e9b44c")),
    Palette("#2c6e49", "#ffffff", ("#f6f2e2", "#12301f", "#9cc5a1", "#e4b363")),
    Palette("#7b2d43", "#ffffff", ("#f7efe4", "#35111c", "#d98e9e", "#e3b65b")),
    Palette("#5b4a8a", "#ffffff", ("#f5f1ea", "#241b3f", "#b3a5d6", "#f0a05a")),
    Palette("#e0b21f", "#1c1a19", ("#faf4e0", "#1c1a19", "#fbe08a", "#9a5b0c")),
    Palette("#0f766e", "#ffffff", ("#f4f3e6", "#06302d", "#8ccfc4", "#f08a5d")),
    Palette("#4a4f57", "#ffffff", ("#f3f0e8", "#1b1e23", "#aeb5bd", "#d8583a")),
    Palette("#d97b93", "#2a1018", ("#fbf1ee", "#2a1018", "#f2c3cd", "#8e2a45")),
)
# One strong colour and the type upon it.
STRONG = (
    Palette("#0b3bb8", "#ffffff", ("#ffffff", "#f2c230", "#8fa9ef", "#06206b")),
    Palette("#b3261e", "#fff6ea", ("#fff6ea", "#f4c9a8", "#e2877d", "#5c0f0b")),
    Palette("#123c33", "#f6efdc", ("#f6efdc", "#d7a84a", "#5f9585", "#0a231e")),
    Palette("#f2c230", "#1a1815", ("#1a1815", "#b3261e", "#fbe9a9", "#8a6508")),
    Palette("#1b1b1f", "#f5f1e8", ("#f5f1e8", "#d9472b", "#7d7d86", "#000000")),
    Palette("#5a2a6b", "#fbf0e6", ("#fbf0e6", "#eda66b", "#a97fb8", "#2f1339")),
    Palette("#e9633b", "#24120b", ("#24120b", "#fff0e0", "#f6b597", "#8c2d10")),
    Palette("#f0e6d2", "#1f2a44", ("#1f2a44", "#b3261e", "#b9a988", "#d8c8a5")),
    Palette("#9bc2b2", "#14302a", ("#14302a", "#f7f3e3", "#c9503a", "#5d8d7c")),
    Palette("#0e4d64", "#f4f1e4", ("#f4f1e4", "#f2a65a", "#6fa8b8", "#062a38")),
)
# Cream boards with one or two inks.
BOARDS = (
    Palette("#f5eedc", "#1f1b18", ("#a5231c", "#1f1b18", "#d9cbb0", "#7a6a52")),
    Palette("#f4efe1", "#1b2230", ("#1f4480", "#1b2230", "#cfd3d2", "#6b7688")),
    Palette("#f1eddb", "#1d241d", ("#2c6040", "#1d241d", "#cdd2b8", "#6c7a5d")),
    Palette("#f6ecdf", "#2a1a14", ("#8e4a1c", "#2a1a14", "#e0c9a9", "#8a6b50")),
    Palette("#f3ebe6", "#2a1722", ("#7d2450", "#2a1722", "#dcc5cb", "#87626f")),
    Palette("#eceee8", "#152428", ("#0f5c66", "#152428", "#c3d0cd", "#5b7478")),
)
# Book cloth, its gilding, and a second foil.
CLOTH = (
    Palette("#173a32", "#e3c27a", ("#e3c27a", "#c46a4a", "#2a5a4c")),
    Palette("#1d2c4d", "#e6c987", ("#e6c987", "#9db4d0", "#31456f")),
    Palette("#5a1620", "#ecc98b", ("#ecc98b", "#e79a86", "#7d2a35")),
    Palette("#3a2a20", "#e2bd7b", ("#e2bd7b", "#b9784a", "#57402f")),
    Palette("#2b2333", "#e5c68c", ("#e5c68c", "#b28bb3", "#46394f")),
    Palette("#0f3f4a", "#ecd49a", ("#ecd49a", "#e08e6d", "#1d5c69")),
    Palette("#d9c6a0", "#4a1a16", ("#4a1a16", "#24493e", "#c4ad80")),
    Palette("#a9bfae", "#1c352d", ("#1c352d", "#7a2a25", "#8fa996")),
    Palette("#1c1c1e", "#e0bb70", ("#e0bb70", "#b5483a", "#343438")),
)
# Patterned papers: ground, ink of the label, and what the pattern is printed in.
PAPERS = (
    Palette("#2f5d62", "#1d2f31", ("#f1e6cf", "#e2a66f", "#88b0a8")),
    Palette("#e9d8b4", "#3a2418", ("#a8452f", "#4e6e58", "#c79a4b")),
    Palette("#b8503b", "#3b1712", ("#f3dfc1", "#f0a26e", "#7d2a1d")),
    Palette("#27355c", "#1b2440", ("#e8d9b5", "#8da4d4", "#d98e5f")),
    Palette("#c9d3c0", "#22352b", ("#3f6b54", "#d4775a", "#f5f0df")),
    Palette("#e8bfb0", "#4a1f2a", ("#9c3848", "#f9ecdf", "#56735f")),
    Palette("#55385e", "#2d1a33", ("#f0ddc6", "#cf93a8", "#8a6595")),
    Palette("#d7a63f", "#33230c", ("#5a2b16", "#fbeec6", "#2f5a52")),
    Palette("#9fb9c8", "#1c2f40", ("#24496b", "#f6f1e3", "#d3684a")),
    Palette("#3d5a34", "#1d2c18", ("#ece2bd", "#b8c77e", "#e09a4c")),
)
NIGHT = (
    Palette("#10182f", "#f3e9cf", ("#f2c75c", "#f3e9cf", "#5f79b5", "#263763", "#d9694a")),
    Palette("#0d2b36", "#eef0dc", ("#f0b95a", "#eef0dc", "#4f9aa3", "#1d4c5a", "#e5734d")),
    Palette("#24142f", "#f7e6d4", ("#f09a5b", "#f7e6d4", "#9a6cae", "#43284f", "#e0526a")),
    Palette("#161616", "#f4efe2", ("#e6412d", "#f4efe2", "#8b8b85", "#343432", "#f0b63f")),
    Palette("#3a0f16", "#fbe8d0", ("#f2a541", "#fbe8d0", "#c4514a", "#611c25", "#f6d9a0")),
    Palette("#12312a", "#f2efd8", ("#e9c25a", "#f2efd8", "#5fa083", "#20503f", "#e07b53")),
)
# Skies and what stands before them, from far to near.
LANDS = (
    Palette("#f2dfb8", "#3a2416", ("#d9573a", "#e3a45c", "#b5653f", "#7b3f30", "#3f2320")),
    Palette("#cfe0dc", "#17323a", ("#e9763f", "#9fc0b6", "#5f9490", "#2f646b", "#163a45")),
    Palette("#1d2547", "#f6ead2", ("#f4d58a", "#3b4478", "#55609a", "#2b3263", "#121833")),
    Palette("#f6c9a8", "#4a1d2c", ("#fbf1dc", "#e48d72", "#bf5a5e", "#83385a", "#4a2145")),
    Palette("#e6e2cc", "#26351f", ("#d88b2f", "#b9c08a", "#87985a", "#556f3f", "#2d4629")),
    Palette("#12424f", "#f5efd9", ("#f2b24c", "#1f6470", "#33858a", "#0f5260", "#082b36")),
    Palette("#e9c9cf", "#3a2350", ("#d9415d", "#b894c0", "#8565a3", "#553d80", "#2e2358")),
    Palette("#f0c04a", "#3b1d12", ("#c3321f", "#e08a2e", "#b95a25", "#7a3520", "#43201a")),
)
# Those of them in which water looks like water.
SEAS = LANDS[1:4] + LANDS[5:7]
